package io.sentiment.cli.train;

import io.sentiment.network.dl4j.Mixing;
import picocli.CommandLine.Option;

/** How often each file of training rows is drawn from. */
final class MixingOptions {

    @Option(
            names = "--mixing-temperature",
            paramLabel = "T",
            defaultValue = "1",
            description =
                    "Draw from a --data file of n rows in proportion to n^(1/T) in each epoch, from no row more than"
                            + " four times; default ${DEFAULT-VALUE}, every row once.")
    private double mixingTemperature;

    @Option(
            names = "--rows-per-epoch",
            paramLabel = "N",
            defaultValue = "0",
            description = "Training rows of an epoch at most, drawn anew for each; default ${DEFAULT-VALUE}, as many as"
                    + " there are.")
    private int rowsPerEpoch;

    Mixing mixing() {
        return new Mixing(mixingTemperature, rowsPerEpoch);
    }
}

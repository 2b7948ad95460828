package io.sentiment.cli.train;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.network.dl4j.Schedule.Decay;
import io.sentiment.network.dl4j.Mixing;
import io.sentiment.network.dl4j.Schedule;
import io.sentiment.network.dl4j.TrainingSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to train: epochs, batches, learning rate, what is drawn, and what keeps the network from learning by heart. */
final class TrainingOptions {

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "10",
            description = "Passes over the training texts at most; default ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "64",
            description = "Texts per update of the weights; default ${DEFAULT-VALUE}.")
    private int batchSize;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            defaultValue = "0.001",
            description = "Step size of Adam; default ${DEFAULT-VALUE}.")
    private double learningRate;

    @Option(
            names = "--gradient-norm",
            paramLabel = "NORM",
            defaultValue = "1.0",
            description = "L2 norm to which the gradient of each layer is clipped; default ${DEFAULT-VALUE}.")
    private double gradientNorm;

    @Option(
            names = "--patience",
            paramLabel = "N",
            defaultValue = "2",
            description =
                    "Epochs without gain on the development texts before training stops; default ${DEFAULT-VALUE}.")
    private int patience;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of all random choices: the same seed gives the same model; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--schedule",
            paramLabel = "SHAPE",
            defaultValue = "constant",
            description = "How the learning rate falls until the last of the epochs: ${COMPLETION-CANDIDATES}; default"
                    + " ${DEFAULT-VALUE}.")
    private Decay decay = Decay.CONSTANT;

    @Option(
            names = "--warm-up",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of all updates over which the learning rate rises from near 0; default"
                    + " ${DEFAULT-VALUE}.")
    private double warmUp;

    @Option(
            names = "--final-rate",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of the learning rate that a linear or cosine schedule ends with; default"
                    + " ${DEFAULT-VALUE}.")
    private double finalRate;

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

    @Mixin
    private RegularisationOptions regularisation = new RegularisationOptions();

    TrainingSettings settings() {
        try {
            return new TrainingSettings(
                    epochs,
                    batchSize,
                    learningRate,
                    gradientNorm,
                    patience,
                    seed,
                    new Schedule(decay, warmUp, finalRate),
                    regularisation.regularisation(),
                    new Mixing(mixingTemperature, rowsPerEpoch));
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(e);
        }
    }
}

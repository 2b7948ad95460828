package io.sentiment.cli.train;

import io.sentiment.network.dl4j.Schedule.Decay;
import io.sentiment.network.dl4j.Schedule;
import picocli.CommandLine.Option;

/** How the learning rate changes. */
final class ScheduleOptions {

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

    Schedule schedule() {
        return new Schedule(decay, warmUp, finalRate);
    }
}

package io.sentiment.cli.train;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.cli.options.OptionNames;
import io.sentiment.network.dl4j.TrainingSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to train. */
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

    @Mixin
    private ScheduleOptions schedule = new ScheduleOptions();

    @Mixin
    private RegularisationOptions regularisation = new RegularisationOptions();

    @Mixin
    private MixingOptions mixing = new MixingOptions();

    TrainingSettings settings() {
        try {
            return new TrainingSettings(
                    epochs,
                    batchSize,
                    learningRate,
                    gradientNorm,
                    patience,
                    seed,
                    schedule.schedule(),
                    regularisation.regularisation(),
                    mixing.mixing());
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(OptionNames.inMessage(e));
        }
    }
}

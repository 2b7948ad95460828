package io.sentiment.cli.train;

import io.sentiment.network.dl4j.Regularisation;
import picocli.CommandLine.Option;

/** What keeps a network from learning its texts by heart; 0 turns a method off. */
final class RegularisationOptions {

    @Option(
            names = "--label-smoothing",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Share by which labels lean towards one half: 0.1 trains on 0.95 and 0.05 instead of 1 and 0; default ${DEFAULT-VALUE}.")
    private double labelSmoothing;

    @Option(
            names = "--average-decay",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Evaluate and keep a moving average of the weights that keeps this share of itself at each update, such as 0.999; default ${DEFAULT-VALUE}.")
    private double averageDecay;

    @Option(
            names = "--word-dropout",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of the tokens that training reads as unknown ones; default ${DEFAULT-VALUE}.")
    private double wordDropout;

    @Option(
            names = "--embedding-dropout",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Share of the words of each text that training drops wherever they occur in it; default ${DEFAULT-VALUE}.")
    private double embeddingDropout;

    @Option(
            names = "--spatial-dropout",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Share of the columns of the embedding that training drops throughout a text; default ${DEFAULT-VALUE}.")
    private double spatialDropout;

    @Option(
            names = "--recurrent-dropout",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Share of the weights between the states of a recurrent layer that training drops throughout a batch; default ${DEFAULT-VALUE}.")
    private double recurrentDropout;

    @Option(
            names = "--adversarial",
            paramLabel = "NORM",
            defaultValue = "0",
            description =
                    "Train each batch a second time with its embeddings moved by this L2 norm a text to where the loss"
                            + " is higher, such as 5; twice the time; default ${DEFAULT-VALUE}.")
    private double adversarial;

    Regularisation regularisation() {
        return new Regularisation(
                labelSmoothing,
                averageDecay,
                wordDropout,
                embeddingDropout,
                spatialDropout,
                recurrentDropout,
                adversarial);
    }
}

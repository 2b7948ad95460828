package io.sentiment.cli.train;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.Pooling;
import io.sentiment.network.Range;
import io.sentiment.network.dl4j.Continuity;
import io.sentiment.network.dl4j.Regularisation;
import io.sentiment.network.dl4j.Schedule;
import io.sentiment.network.dl4j.Schedule.Decay;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.dl4j.TrainingSettings.Mixing;
import io.sentiment.network.training.RepeatedTraining;
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
            names = "--runs",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Train on the labels N times from the same beginning, with the seeds from --seed on, and keep the"
                            + " mean of the weights of those runs that are best together on the development texts; N times the"
                            + " time; default ${DEFAULT-VALUE}.")
    private int runs;

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

    @Option(
            names = "--virtual-adversarial",
            paramLabel = "NORM",
            defaultValue = "0",
            description = "Train each batch a second time with its embeddings moved by this L2 norm a text to where the"
                    + " network's own answer changes most, such as 1, so that it changes less, and as many texts of"
                    + " --unlabelled with it; two or, with those, four times the time, on the CPU only; default"
                    + " ${DEFAULT-VALUE}.")
    private double virtualAdversarial;

    @Option(
            names = "--stateful",
            description = {
                "Begin each row of a batch with the state in which the same row of the batch before ended, as Keras does "
                        + "with stateful=True; states are reset at the beginning of each epoch.",
                "Rows are taken in the order of the data, because the order is what a state means: neither shuffled nor "
                        + "sorted by length. A last batch that is not full is left out."
            })
    private boolean stateful;

    @Option(
            names = "--chunk",
            paramLabel = "N",
            defaultValue = "0",
            description = "Read training texts of any length in pieces of N tokens, one in each of successive batches, "
                    + "with the state carried on, instead of cutting them off at the maximum length (truncated "
                    + "back-propagation through time); default ${DEFAULT-VALUE}, whole texts.")
    private int chunk;

    /**
     * How to train a network of that architecture.
     *
     * @throws InvalidInputException if an option has a value that it cannot have, or not for that architecture
     */
    TrainingSettings settings(Architecture architecture) {
        requireContinuity(architecture);
        return settings();
    }

    /** How often to train from the same beginning; in its range once {@link #settings} has been asked for. */
    int runs() {
        return runs;
    }

    private void requireContinuity(Architecture architecture) {
        if (!stateful && chunk == 0) {
            return;
        }
        String option = chunk == 0 ? "--stateful" : "--chunk";
        if (architecture.cell() != Cell.LSTM || architecture.bidirectional()) {
            throw new InvalidInputException(option + " needs an LSTM that reads forwards only, but this network "
                    + reading(architecture) + ".");
        }
        if (chunk != 0 && architecture.pooling() != Pooling.LAST) {
            throw new InvalidInputException(
                    "--chunk needs a network that answers from its last state, but the pooling of" + " this one is "
                            + architecture.pooling() + ".");
        }
        if (chunk < 0 || chunk > architecture.maximumLength()) {
            throw new InvalidInputException("--chunk must be from 1 to the maximum length of "
                    + architecture.maximumLength() + " tokens, but is " + chunk + ".");
        }
        if (stateful && (mixingTemperature != 1 || rowsPerEpoch != 0)) {
            throw new InvalidInputException("--stateful takes the rows in the order of the data: leave out"
                    + " --mixing-temperature and --rows-per-epoch.");
        }
        if (adversarial != 0 || virtualAdversarial != 0) {
            throw new InvalidInputException((adversarial != 0 ? "--adversarial" : "--virtual-adversarial")
                    + " goes over each batch twice: leave it out with " + option + ".");
        }
    }

    private static String reading(Architecture architecture) {
        return architecture.bidirectional() ? "reads backwards too" : "has the cell " + architecture.cell();
    }

    private TrainingSettings settings() {
        try {
            Range.require("runs", runs, 1, RepeatedTraining.MOST_RUNS);
            return new TrainingSettings(
                    epochs,
                    batchSize,
                    learningRate,
                    gradientNorm,
                    patience,
                    seed,
                    new Schedule(decay, warmUp, finalRate),
                    new Regularisation(
                            labelSmoothing,
                            averageDecay,
                            wordDropout,
                            embeddingDropout,
                            spatialDropout,
                            recurrentDropout,
                            adversarial,
                            virtualAdversarial),
                    new Mixing(mixingTemperature, rowsPerEpoch),
                    new Continuity(stateful, chunk));
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(e);
        }
    }
}

package io.sentiment.network.dl4j;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sentiment.network.Range;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;

/**
 * How a network is trained. Immutable.
 *
 * @param epochs passes over the training texts at most
 * @param batchSize texts per update of the weights
 * @param learningRate step size of Adam (Kingma and Ba 2015)
 * @param gradientNorm L2 norm to which the gradient of each layer is clipped
 * @param patience epochs without a lower log loss on the development texts after which training stops
 * @param seed of initial weights, dropout and shuffling: the same seed gives the same network on the same machine
 * @param schedule how the learning rate changes
 * @param regularisation what keeps the network from learning its texts by heart
 * @param mixing how often each set of texts is drawn from
 * @param continuity whether a batch goes on where the batch before it ended
 */
@JsonDeserialize(builder = TrainingSettings.Reader.class)
public record TrainingSettings(
        int epochs,
        int batchSize,
        double learningRate,
        double gradientNorm,
        int patience,
        long seed,
        Schedule schedule,
        Regularisation regularisation,
        Mixing mixing,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Continuity.OmitNone.class)
        Continuity continuity) {

    /** What {@code train} does when no option says otherwise. */
    public static final TrainingSettings DEFAULT = new TrainingSettings(10, 64, 0.001, 1.0, 2, 42);

    /**
     * @throws IllegalArgumentException if a value is out of its range, the message names it and the range; or if values
     *     contradict each other
     */
    public TrainingSettings {
        Range.require("epochs", epochs, 1, 10_000);
        Range.require("batchSize", batchSize, 1, 4_096);
        Range.require("patience", patience, 1, 10_000);
        Range.require("learningRate", learningRate, 1e-8, 1);
        Range.require("gradientNorm", gradientNorm, 1e-6, 1e6);
        if (continuity.stateful() && !mixing.equals(Mixing.NONE)) {
            throw new IllegalArgumentException(
                    "States that are carried from text to text need texts in their own order,"
                            + " without a mixing temperature or a number of rows per epoch.");
        }
        if (continuity.carriesStates() && regularisation.perturbs()) {
            throw new IllegalArgumentException(
                    "Adversarial training goes over each batch twice, and cannot carry states from batch to batch.");
        }
    }

    /** Settings with a constant rate, without further regularisation and with every text once in an epoch. */
    public TrainingSettings(
            int epochs, int batchSize, double learningRate, double gradientNorm, int patience, long seed) {
        this(
                epochs,
                batchSize,
                learningRate,
                gradientNorm,
                patience,
                seed,
                Schedule.CONSTANT,
                Regularisation.NONE,
                Mixing.NONE,
                Continuity.NONE);
    }

    /** These settings with another seed. */
    public TrainingSettings withSeed(long other) {
        return new TrainingSettings(
                epochs,
                batchSize,
                learningRate,
                gradientNorm,
                patience,
                other,
                schedule,
                regularisation,
                mixing,
                continuity);
    }

    /** These settings with another schedule. */
    public TrainingSettings with(Schedule other) {
        return new TrainingSettings(
                epochs,
                batchSize,
                learningRate,
                gradientNorm,
                patience,
                seed,
                other,
                regularisation,
                mixing,
                continuity);
    }

    /** These settings with other regularisation. */
    public TrainingSettings with(Regularisation other) {
        return new TrainingSettings(
                epochs, batchSize, learningRate, gradientNorm, patience, seed, schedule, other, mixing, continuity);
    }

    /** These settings with another mixing. */
    public TrainingSettings with(Mixing other) {
        return new TrainingSettings(
                epochs,
                batchSize,
                learningRate,
                gradientNorm,
                patience,
                seed,
                schedule,
                regularisation,
                other,
                continuity);
    }

    /** These settings with other continuity. */
    public TrainingSettings with(Continuity other) {
        return new TrainingSettings(
                epochs, batchSize, learningRate, gradientNorm, patience, seed, schedule, regularisation, mixing, other);
    }

    /**
     * The learning rate of an update.
     *
     * @param update number of the update, from 0
     * @param updates of the whole training, if it does not stop early
     */
    public double rate(long update, long updates) {
        return learningRate * schedule.share(update, updates);
    }

    /** By these words an interrupted training knows its checkpoints: what is not used changes none of them. */
    @Override
    public String toString() {
        return "TrainingSettings[epochs=" + epochs + ", batchSize=" + batchSize + ", learningRate=" + learningRate
                + ", gradientNorm=" + gradientNorm + ", patience=" + patience + ", seed=" + seed + ", schedule="
                + schedule + ", regularisation=" + regularisation + ", mixing=" + mixing
                + (continuity.equals(Continuity.NONE) ? "" : ", continuity=" + continuity) + "]";
    }

    /** Reads settings as JSON: those that were written by earlier releases have the first six values only. */
    @JsonPOJOBuilder
    static final class Reader {

        private TrainingSettings settings;

        @JsonCreator
        Reader(
                @JsonProperty("epochs") int epochs,
                @JsonProperty("batchSize") int batchSize,
                @JsonProperty("learningRate") double learningRate,
                @JsonProperty("gradientNorm") double gradientNorm,
                @JsonProperty("patience") int patience,
                @JsonProperty("seed") long seed) {
            settings = new TrainingSettings(epochs, batchSize, learningRate, gradientNorm, patience, seed);
        }

        @JsonProperty("schedule")
        Reader schedule(Schedule schedule) {
            settings = settings.with(schedule);
            return this;
        }

        @JsonProperty("regularisation")
        Reader regularisation(Regularisation regularisation) {
            settings = settings.with(regularisation);
            return this;
        }

        @JsonProperty("mixing")
        Reader mixing(Mixing mixing) {
            settings = settings.with(mixing);
            return this;
        }

        @JsonProperty("continuity")
        Reader continuity(Continuity continuity) {
            settings = settings.with(continuity);
            return this;
        }

        TrainingSettings build() {
            return settings;
        }
    }

    /**
     * How often an epoch draws from each of several sets of training texts. Immutable.
     *
     * @param mixingTemperature T: a set of n texts gets a share proportional to n^(1/T), as in multilingual training (Arivazhagan
     *     et al. 2019); 1 takes all sets as they are, a high one takes equally much from each
     * @param rowsPerEpoch texts that an epoch is made of at most; 0 for as many as there are
     */
    public record Mixing(double mixingTemperature, int rowsPerEpoch) {

        /** Every text once in each epoch. */
        public static final Mixing NONE = new Mixing(1, 0);

        /** @throws IllegalArgumentException if a value is out of its range; the message names it and the range */
        public Mixing {
            Range.require("mixingTemperature", mixingTemperature, 1, 100);
            Range.require("rowsPerEpoch", rowsPerEpoch, 0, 1_000_000_000);
        }
    }
}

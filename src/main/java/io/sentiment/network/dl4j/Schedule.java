package io.sentiment.network.dl4j;

import com.fasterxml.jackson.annotation.JsonValue;
import io.sentiment.network.Range;

/**
 * How the learning rate changes over the updates of a training. It rises in a straight line from near 0 over the first
 * updates (warm-up; Goyal et al. 2017), then stays or falls to {@code finalRate} of its height at the last update of the
 * last epoch that the settings allow. Immutable.
 *
 * @param decay how it falls after the warm-up
 * @param warmUp share of all updates over which it rises, in [0, 0.9]
 * @param finalRate share of the learning rate that the last update has, in [0, 1]; without effect where it stays
 */
public record Schedule(Decay decay, double warmUp, double finalRate) {

    /** A rate that stays at its height. */
    public static final Schedule CONSTANT = new Schedule(Decay.CONSTANT, 0, 0);

    /** @throws IllegalArgumentException if a value is out of its range; the message names it and the range */
    public Schedule {
        Range.require("warmUp", warmUp, 0, 0.9);
        Range.require("finalRate", finalRate, 0, 1);
    }

    /**
     * The share of the learning rate that an update is made with.
     *
     * @param update number of the update, from 0
     * @param updates of the whole training
     */
    public double share(long update, long updates) {
        long rising = Math.round(warmUp * updates);
        if (update < rising) {
            return (update + 1.0) / (rising + 1);
        }
        double passed = Math.min(1, (update - rising) / (double) Math.max(1, updates - 1 - rising));
        return finalRate + (1 - finalRate) * decay.left(passed);
    }

    /** The shape in which a learning rate falls. */
    public enum Decay {

        /** It does not fall. */
        CONSTANT("constant"),

        /** In a straight line. */
        LINEAR("linear"),

        /** Along half a cosine wave (Loshchilov and Hutter 2017), without restarts. */
        COSINE("cosine");

        private final String label;

        Decay(String label) {
            this.label = label;
        }

        /** What is left, from 1 to 0, when {@code passed}, from 0 to 1, of the way has passed. */
        double left(double passed) {
            return switch (this) {
                case CONSTANT -> 1;
                case LINEAR -> 1 - passed;
                case COSINE -> (1 + Math.cos(Math.PI * passed)) / 2;
            };
        }

        /** The name in manifests and commands. */
        @JsonValue
        @Override
        public String toString() {
            return label;
        }
    }
}

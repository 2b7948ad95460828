package io.sentiment.network.dl4j;

import com.fasterxml.jackson.annotation.JsonValue;

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

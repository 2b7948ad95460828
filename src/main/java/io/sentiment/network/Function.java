package io.sentiment.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a layer makes of each of its sums. */
public enum Function {
    /** The hyperbolic tangent. */
    TANH,

    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID,

    /** {@code 0.2·x + 0.5}, at least 0 and at most 1: what Keras 1 and 2 and DL4J call a hard sigmoid. */
    HARD_SIGMOID,

    /** x where it is positive, else 0. */
    RELU,

    /** x itself. */
    LINEAR;

    /** The value at x. */
    public double of(double x) {
        return switch (this) {
            case TANH -> Math.tanh(x);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case HARD_SIGMOID -> Math.min(1, Math.max(0, 0.2 * x + 0.5));
            case RELU -> Math.max(0, x);
            case LINEAR -> x;
        };
    }

    /** The slope where the value is y; that of {@link #RELU} at 0 is 0. */
    public double slopeAt(double y) {
        return switch (this) {
            case TANH -> 1 - y * y;
            case SIGMOID -> y * (1 - y);
            case HARD_SIGMOID -> y > 0 && y < 1 ? 0.2 : 0;
            case RELU -> y > 0 ? 1 : 0;
            case LINEAR -> 1;
        };
    }

    /** The name in a manifest. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The function with that label.
     *
     * @throws IllegalArgumentException for any other label, with the known ones
     */
    @JsonCreator
    public static Function ofLabel(String label) {
        return Arrays.stream(values())
                .filter(function -> function.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown function '" + label + "': use one of "
                        + Arrays.stream(values()).map(Function::label).collect(Collectors.joining(", ")) + "."));
    }

    @Override
    public String toString() {
        return label();
    }
}

package io.sentiment.inspection;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How it is told which words made an answer. */
public enum ExplanationMethod {
    /** The path from unknown tokens to the text, along which gradients are added up (Sundararajan et al. 2017). */
    INTEGRATED_GRADIENTS,

    /** The change when the word is deleted. */
    LEAVE_ONE_OUT;

    /** The name on the command line and in JSON. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The method with that label.
     *
     * @throws IllegalArgumentException for any other label, with the known ones
     */
    @JsonCreator
    public static ExplanationMethod ofLabel(String label) {
        return Arrays.stream(values())
                .filter(method -> method.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown method '" + label + "': use "
                        + Arrays.stream(values()).map(ExplanationMethod::label).collect(Collectors.joining(" or "))
                        + "."));
    }

    @Override
    public String toString() {
        return label();
    }
}

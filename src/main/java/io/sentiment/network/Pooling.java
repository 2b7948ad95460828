package io.sentiment.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the dense layer gets of the states of the last recurrent layer, one at each token of a text. */
public enum Pooling {
    /** The state of each direction when it has read the whole text. */
    LAST,

    /** The mean of each value over all tokens: an opinion counts the same wherever it stands. */
    MEAN,

    /** The largest of each value over all tokens: the clearest opinion counts, however long the text is. */
    MAX;

    /** The name on the command line and in a manifest. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The pooling with that label.
     *
     * @throws IllegalArgumentException for any other label, with the known ones
     */
    @JsonCreator
    public static Pooling ofLabel(String label) {
        return Arrays.stream(values())
                .filter(pooling -> pooling.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown pooling '" + label + "': use one of "
                        + Arrays.stream(values()).map(Pooling::label).collect(Collectors.joining(", ")) + "."));
    }

    @Override
    public String toString() {
        return label();
    }
}

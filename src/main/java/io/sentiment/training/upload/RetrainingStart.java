package io.sentiment.training.upload;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What weights a retraining begins with, as whoever asks for it says it. */
public enum RetrainingStart {
    /** Random ones, and a vocabulary of its own. */
    SCRATCH,

    /** Those of the champion; words that it does not know get new embeddings. */
    CHAMPION;

    /** The name in JSON. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The start of that name.
     *
     * @throws IllegalArgumentException for any other name
     */
    @JsonCreator
    public static RetrainingStart ofLabel(String label) {
        return Arrays.stream(values())
                .filter(start -> start.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Unknown start '" + label + "': use scratch or champion."));
    }
}

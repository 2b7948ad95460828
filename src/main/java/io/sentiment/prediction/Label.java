package io.sentiment.prediction;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a text is said to be. */
public enum Label {
    NEGATIVE,
    POSITIVE;

    /** The name in JSON. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return label();
    }
}

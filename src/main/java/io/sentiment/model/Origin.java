package io.sentiment.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a version came into the database. */
public enum Origin {
    /** With the program. */
    SHIPPED,
    /** As a bundle that an administrator posted. */
    IMPORTED,
    /** From a retraining of this service. */
    RETRAINED;

    static Origin of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** In lower case, as in the database and in JSON. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

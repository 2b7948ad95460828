package io.sentiment.training.gate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** Who decides whether a challenger becomes the champion. */
public enum GateMode {
    /** The rule: it is promoted when it is at least as good on every held-out set. */
    AUTOMATIC,

    /** A person: it is never promoted by itself. */
    MANUAL,

    /** Nobody: it is promoted whatever was measured. */
    ALWAYS;

    /** The name in JSON. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The mode with that label.
     *
     * @throws IllegalArgumentException for any other label
     */
    @JsonCreator
    public static GateMode ofLabel(String label) {
        return Arrays.stream(values())
                .filter(mode -> mode.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Unknown gate mode '" + label + "': use automatic, manual or always."));
    }

    @Override
    public String toString() {
        return label();
    }
}

package io.sentiment.training.upload;

import java.util.Locale;

/** Where a row of a training set comes from. */
public enum RowSource {
    /** The uploaded rows to train on. */
    DATA,

    /** The uploaded rows to measure on. */
    TEST,

    /** What clients have corrected. */
    CORRECTIONS,

    /** An earlier training set. */
    REPLAY;

    /** The name in the database; of what is uploaded also that of its part. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RowSource ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}

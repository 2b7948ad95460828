package io.sentiment.training.upload;

/** What a row of a training set is for. */
public enum RowPurpose {
    TRAINING("training"),

    /** Selects the best epoch. */
    DEVELOPMENT("development"),

    /** Compares champion and challenger. */
    HELD_OUT("held-out");

    private final String label;

    RowPurpose(String label) {
        this.label = label;
    }

    /** The name in the database. */
    String label() {
        return label;
    }
}

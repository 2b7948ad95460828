package io.sentiment.model;

import java.util.Locale;

/** What a replica does. */
public enum ReplicaRole {
    /** Opens models and answers predictions. */
    SERVE,

    /** Runs retrainings. */
    TRAIN;

    /** As in the configuration. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

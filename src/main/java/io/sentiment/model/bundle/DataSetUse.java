package io.sentiment.model.bundle;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a data set was for. */
public enum DataSetUse {
    /** Its texts changed the weights. */
    TRAINING,

    /** Its texts changed the weights before the training; it has no labels. */
    PRE_TRAINING,

    /** Its texts selected the best epoch and the threshold. */
    DEVELOPMENT,

    /** The network was measured on its texts and has never seen them before. */
    EVALUATION;

    /** The name in a manifest. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return label();
    }
}

package io.sentiment.training.pipeline;

import io.sentiment.rows.LabelledRow;
import java.util.function.Consumer;

/** Labelled rows that can be gone through several times, always in the same order, without being held in memory. */
@FunctionalInterface
public interface LabelledRows {

    /** Passes every row on. */
    void forEach(Consumer<LabelledRow> action);
}

package io.sentiment.training.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Applies a function to many texts in parallel, and hands the results over in the order of the texts. Not thread-safe; the
 * function must be.
 */
final class ParallelWork<T, R> {

    private static final int TEXTS_AT_ONCE = 4_096;

    private final Function<T, R> function;
    private final Consumer<R> results;
    private final List<T> texts = new ArrayList<>(TEXTS_AT_ONCE);

    ParallelWork(Function<T, R> function, Consumer<R> results) {
        this.function = function;
        this.results = results;
    }

    void add(T text) {
        texts.add(text);
        if (texts.size() == TEXTS_AT_ONCE) {
            finish();
        }
    }

    /** Hands over what is left; more may be added afterwards. */
    void finish() {
        texts.parallelStream().map(function).toList().forEach(results);
        texts.clear();
    }
}

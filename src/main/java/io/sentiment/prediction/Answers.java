package io.sentiment.prediction;

import io.sentiment.prediction.batch.Timing;
import java.util.List;

/**
 * The answers to the texts of one request. Immutable.
 *
 * @param all in the order of the texts
 * @param timing where the time went
 */
public record Answers<T>(List<T> all, Timing timing) {

    /** Copies the list. */
    public Answers {
        all = List.copyOf(all);
    }
}

package io.sentiment.prediction;

import io.sentiment.prediction.batch.Timing;
import java.util.List;

/**
 * The answer to one request. Immutable.
 *
 * @param predictions in the order of the texts
 * @param timing where the time went
 */
public record Predictions(List<Prediction> predictions, Timing timing) {

    /** Copies the list. */
    public Predictions {
        predictions = List.copyOf(predictions);
    }
}

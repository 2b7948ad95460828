package io.sentiment.training.gate;

import io.sentiment.network.InferenceEngine;
import io.sentiment.network.LengthBatches;
import io.sentiment.rows.LabelledRow;
import io.sentiment.text.Encoder;
import java.util.List;

/** A version that takes part in a comparison. Does not own its engine. */
public record Contender(Encoder encoder, InferenceEngine engine, double threshold) {

    /** The probability, for each row, that it is positive. */
    float[] probabilities(List<LabelledRow> rows) {
        return LengthBatches.predict(
                engine, rows.stream().map(row -> encoder.encode(row.text())).toList());
    }

    boolean callsPositive(float probability) {
        return probability >= threshold;
    }
}

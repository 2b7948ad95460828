package io.sentiment.prediction.batch;

import io.sentiment.text.EncodedText;
import java.util.List;

/**
 * What the worker does next.
 *
 * @param rows texts to compute together, perhaps of many submissions
 * @param expired submissions that left the queue because their deadline had passed
 */
record Batch(List<BatchRow> rows, List<Submission> expired) {

    List<EncodedText> texts() {
        return rows.stream().map(BatchRow::text).toList();
    }

    int tokens() {
        return rows.stream().mapToInt(row -> row.text().length()).sum();
    }

    /** The submissions that have texts in this batch, each once. */
    List<Submission> submissions() {
        return rows.stream().map(BatchRow::submission).distinct().toList();
    }
}

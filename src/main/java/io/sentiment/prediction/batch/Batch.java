package io.sentiment.prediction.batch;

import io.sentiment.text.EncodedText;
import java.util.List;

/**
 * What the worker does next.
 *
 * @param rows texts to compute together, perhaps of many submissions
 * @param expired submissions that left the queue because their deadline had passed
 */
record Batch(List<Row> rows, List<Submission> expired) {

    List<EncodedText> texts() {
        return rows.stream().map(Row::text).toList();
    }

    int tokens() {
        return rows.stream().mapToInt(row -> row.text().length()).sum();
    }

    /** The submissions that have texts in this batch, each once. */
    List<Submission> submissions() {
        return rows.stream().map(Row::submission).distinct().toList();
    }

    /** One text in a batch, and which text of which submission it is. */
    record Row(Submission submission, int index, EncodedText text) {}
}

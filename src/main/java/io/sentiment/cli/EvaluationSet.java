package io.sentiment.cli;

import io.sentiment.text.EncodedText;
import io.sentiment.text.Encoder;
import io.sentiment.training.LabelledRow;
import java.util.List;

/** A file that models are measured on. */
record EvaluationSet(String name, List<LabelledRow> rows) {

    List<EncodedText> encode(Encoder encoder) {
        return rows.stream().map(row -> encoder.encode(row.text())).toList();
    }

    /** True is positive. */
    boolean[] labels() {
        boolean[] labels = new boolean[rows.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = rows.get(row).positive();
        }
        return labels;
    }
}

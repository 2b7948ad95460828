package io.sentiment.cli.options;

import io.sentiment.rows.LabelledRow;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Encoder;
import java.util.List;

/** A file that models are measured on. */
public record EvaluationSet(String name, List<LabelledRow> rows) {

    public List<EncodedText> encode(Encoder encoder) {
        return rows.stream().map(row -> encoder.encode(row.text())).toList();
    }

    /** True is positive. */
    public boolean[] labels() {
        boolean[] labels = new boolean[rows.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = rows.get(row).positive();
        }
        return labels;
    }
}

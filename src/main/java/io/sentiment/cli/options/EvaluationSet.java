package io.sentiment.cli.options;

import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.file.DataSet;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Encoder;
import java.util.List;

/** A file that models are measured on. */
public record EvaluationSet(String name, List<LabelledRow> rows) {

    /** The rows of a file, under its name. */
    public static EvaluationSet of(DataSet data) {
        return new EvaluationSet(data.files().get(0).name(), data.rows());
    }

    /** The texts as a network reads them. */
    public List<EncodedText> encode(Encoder encoder) {
        return rows.stream().map(row -> encoder.encode(row.text())).toList();
    }

    /** The labels of the rows; true is positive. */
    public boolean[] labels() {
        boolean[] labels = new boolean[rows.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = rows.get(row).positive();
        }
        return labels;
    }
}

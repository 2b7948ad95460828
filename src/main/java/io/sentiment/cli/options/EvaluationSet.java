package io.sentiment.cli.options;

import io.sentiment.rows.LabelledRow;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Encoder;
import java.nio.file.Path;
import java.util.List;

/** A file that models are measured on. */
public record EvaluationSet(String name, List<LabelledRow> rows) {

    /** {@code sst2/test} for {@code …/sst2/test.tsv.gz}: the folder tells what the file name does not. */
    public static String name(Path path) {
        String file = path.getFileName().toString().replaceFirst("\\.[a-z.]+$", "");
        Path folder = path.toAbsolutePath().getParent();
        return folder == null || folder.getFileName() == null ? file : folder.getFileName() + "/" + file;
    }

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

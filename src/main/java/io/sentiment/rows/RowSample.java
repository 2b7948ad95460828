package io.sentiment.rows;

import io.sentiment.text.Tokenizer;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * A sample of different texts of rows that come one after the other, of which no more than that are ever held: those whose
 * digests are the smallest, which is as good as chance, but the same for the same rows in any order ("bottom-k sampling",
 * Cohen and Kaplan 2007, "Summarizing data using bottom-k sketches"). Not thread-safe.
 */
public final class RowSample {

    private static final Comparator<TextDigest> BY_VALUE =
            Comparator.comparingLong(TextDigest::high).thenComparingLong(TextDigest::low);

    private final int most;
    private final TreeMap<TextDigest, LabelledRow> smallest = new TreeMap<>(BY_VALUE);

    /** @param most rows that are kept, at least 1 */
    public RowSample(int most) {
        this.most = most;
    }

    /** A sample of these rows. */
    public static List<LabelledRow> of(List<LabelledRow> rows, int most) {
        RowSample sample = new RowSample(most);
        rows.forEach(sample::add);
        return sample.rows();
    }

    /** Adds a row; of a text that occurs repeatedly the first row counts. */
    public void add(LabelledRow row) {
        smallest.putIfAbsent(TextDigest.of(Tokenizer.normalized(row.text())), row);
        if (smallest.size() > most) {
            smallest.pollLastEntry();
        }
    }

    /** The sample of all rows so far. */
    public List<LabelledRow> rows() {
        return List.copyOf(smallest.values());
    }
}

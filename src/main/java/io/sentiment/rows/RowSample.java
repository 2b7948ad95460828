package io.sentiment.rows;

import io.sentiment.text.Tokenizer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    /**
     * The rows, in their order, or a sample of them where they are more than {@code most}: as many of one label as of the
     * other, or all of the rarer one. A file that is lopsided or large would else outweigh all others.
     */
    public static List<LabelledRow> balanced(List<LabelledRow> rows, int most) {
        if (rows.size() <= most) {
            return rows;
        }
        List<LabelledRow> positive = rows.stream().filter(LabelledRow::positive).toList();
        List<LabelledRow> negative =
                rows.stream().filter(row -> !row.positive()).toList();
        int rarer = Math.min(Math.min(positive.size(), negative.size()), most / 2);
        boolean isPositiveRarer = positive.size() < negative.size();
        Set<LabelledRow> kept = new HashSet<>(of(positive, isPositiveRarer ? rarer : most - rarer));
        kept.addAll(of(negative, isPositiveRarer ? most - rarer : rarer));
        return rows.stream().filter(kept::contains).toList();
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

package io.sentiment.rows;

import io.sentiment.text.Tokenizer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows of which no two have the same text. Texts are the same when {@link Tokenizer#normalized} is.
 * Of a text that occurs repeatedly the first row is kept; one that occurs with both labels is dropped altogether.
 * Immutable and thread-safe.
 */
public final class DistinctRows {

    private final Map<TextDigest, LabelledRow> kept;
    private final Set<TextDigest> conflicting;
    private final int repeatedRows;
    private final int conflictingRows;

    private DistinctRows(
            Map<TextDigest, LabelledRow> kept, Set<TextDigest> conflicting, int repeatedRows, int conflictingRows) {
        this.kept = kept;
        this.conflicting = conflicting;
        this.repeatedRows = repeatedRows;
        this.conflictingRows = conflictingRows;
    }

    /** Keeps the order of the rows. */
    public static DistinctRows of(List<LabelledRow> rows) {
        Map<TextDigest, LabelledRow> kept = new LinkedHashMap<>();
        Map<TextDigest, Integer> occurrences = new LinkedHashMap<>();
        Set<TextDigest> conflicting = new HashSet<>();
        List<TextDigest> digests = rows.parallelStream()
                .map(row -> TextDigest.of(Tokenizer.normalized(row.text())))
                .toList();
        for (int index = 0; index < rows.size(); index++) {
            LabelledRow row = rows.get(index);
            TextDigest digest = digests.get(index);
            occurrences.merge(digest, 1, Integer::sum);
            LabelledRow first = kept.putIfAbsent(digest, row);
            if (first != null && first.positive() != row.positive()) {
                conflicting.add(digest);
            }
        }
        kept.keySet().removeAll(conflicting);
        int conflictingRows = conflicting.stream().mapToInt(occurrences::get).sum();
        return new DistinctRows(kept, conflicting, rows.size() - conflictingRows - kept.size(), conflictingRows);
    }

    /**
     * These rows without the texts that occur in {@code other}, be it as dropped ones: what is trained on is thus never
     * what is measured on. The counts stay those of the reading.
     */
    public DistinctRows without(DistinctRows other) {
        Map<TextDigest, LabelledRow> remaining = new LinkedHashMap<>(kept);
        remaining.keySet().removeAll(other.kept.keySet());
        remaining.keySet().removeAll(other.conflicting);
        return new DistinctRows(remaining, conflicting, repeatedRows, conflictingRows);
    }

    /** The rows that are kept, in their order. */
    public List<LabelledRow> rows() {
        return List.copyOf(kept.values());
    }

    /** Number of kept rows. */
    public int size() {
        return kept.size();
    }

    /** Number of rows that were dropped because an earlier one has the same text and the same label. */
    public int repeatedRows() {
        return repeatedRows;
    }

    /** Number of different texts that were dropped because they occur with both labels. */
    public int conflictingTexts() {
        return conflicting.size();
    }

    /** Number of rows that these texts had. */
    public int conflictingRows() {
        return conflictingRows;
    }
}

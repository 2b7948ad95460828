package io.sentiment.text;

import com.ibm.icu.text.UTF16;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Counts the tokens of texts one after the other, so that a data set need not fit into memory; only the distinct tokens
 * must. Not thread-safe.
 */
public final class VocabularyBuilder {

    private final Map<String, Long> counts = new HashMap<>();

    /** Counts the tokens of one text. */
    public void add(List<String> tokens) {
        for (String token : tokens) {
            counts.merge(token, 1L, Long::sum);
        }
    }

    /**
     * The most frequent tokens so far; of equally frequent ones those first in the order of their code points, so that
     * the same texts give the same vocabulary on every machine.
     *
     * @param maximumSize the most ids, the two reserved ones included
     * @param minimumCount how often a token must have occurred
     * @throws IllegalArgumentException when the size leaves no room for the reserved ids, the count is below 1, or a
     *     token cannot stand in a vocabulary file
     */
    public Vocabulary build(int maximumSize, int minimumCount) {
        if (maximumSize < Vocabulary.RESERVED.size()) {
            throw new IllegalArgumentException("A vocabulary must have room for its two reserved ids.");
        }
        return extend(new Vocabulary(Vocabulary.RESERVED), maximumSize, minimumCount);
    }

    /**
     * The tokens of {@code known} under their ids, and behind them the most frequent of the others, in the order of
     * {@link #build}.
     *
     * @param maximumSize the most ids; a known vocabulary of that size or more gets no further token
     * @param minimumCount how often a further token must have occurred
     * @throws IllegalArgumentException when the count is below 1, or a token cannot stand in a vocabulary file
     */
    public Vocabulary extend(Vocabulary known, int maximumSize, int minimumCount) {
        if (minimumCount < 1) {
            throw new IllegalArgumentException("The minimum count of a token must be at least 1.");
        }
        Stream<String> frequent = counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= minimumCount && !known.contains(entry.getKey()))
                .sorted(byFallingCount())
                .limit(Math.max(maximumSize - known.size(), 0))
                .map(Map.Entry::getKey);
        return new Vocabulary(Stream.concat(known.tokens().stream(), frequent).toList());
    }

    private static Comparator<Map.Entry<String, Long>> byFallingCount() {
        // String's own order compares UTF-16 units, which puts emoji before some Chinese characters.
        Comparator<String> byCodePoint = new UTF16.StringComparator(true, false, 0);
        return Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry::getKey, byCodePoint);
    }
}

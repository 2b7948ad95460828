package io.sentiment.text;

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
        if (maximumSize < Vocabulary.RESERVED_IDS) {
            throw new IllegalArgumentException("A vocabulary must have room for its two reserved ids.");
        }
        return extend(new Vocabulary(Vocabulary.RESERVED), maximumSize, minimumCount);
    }

    /**
     * As {@link #build(int, int)}, but with room for pieces of the words that are too rare, after the frequent ones; what
     * the pieces leave of their room goes to further words.
     *
     * @param maximumPieces the most ids of {@code maximumSize} that pieces may take; 0 for none, which leaves rare words
     *     unknown
     * @throws IllegalArgumentException also when the size leaves no room for the pieces
     */
    public Vocabulary build(int maximumSize, int minimumCount, int maximumPieces) {
        if (maximumPieces == 0) {
            return build(maximumSize, minimumCount);
        }
        if (maximumPieces < 0 || maximumPieces > maximumSize - Vocabulary.RESERVED_IDS) {
            throw new IllegalArgumentException(
                    "The pieces of words must be from 0 to the size of the vocabulary less its two reserved ids.");
        }
        Vocabulary frequent = build(maximumSize - maximumPieces, minimumCount);
        PieceLearner learner = new PieceLearner(frequent.ids());
        counts.forEach((token, count) -> {
            if (!frequent.contains(token)) {
                learner.add(token, count);
            }
        });
        List<String> pieces = learner.pieces(maximumPieces - 1, minimumCount);
        Stream<String> tokens = Stream.of(frequent.tokens().stream(), Stream.of(Vocabulary.PIECES), pieces.stream())
                .flatMap(part -> part);
        return extend(new Vocabulary(tokens.toList()), maximumSize, minimumCount);
    }

    /**
     * The tokens of {@code known} under their ids, and after them the most frequent of the others, in the order of
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
                .sorted(CodePointOrder.byFallingCount())
                .limit(Math.max(maximumSize - known.size(), 0))
                .map(Map.Entry::getKey);
        return new Vocabulary(Stream.concat(known.tokens().stream(), frequent).toList());
    }
}

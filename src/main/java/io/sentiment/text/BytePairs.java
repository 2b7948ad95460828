package io.sentiment.text;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins the most frequent pair of neighbouring pieces again and again: byte-pair encoding after Sennrich, Haddow and
 * Birch 2016, "Neural Machine Translation of Rare Words with Subword Units". A merge visits only the words that hold its
 * pair. Not thread-safe.
 */
final class BytePairs {

    private static final Comparator<Candidate> BY_FALLING_COUNT = Comparator.comparingLong(Candidate::count)
            .reversed()
            .thenComparing(candidate -> candidate.pair().left(), CodePointOrder.COMPARATOR)
            .thenComparing(candidate -> candidate.pair().right(), CodePointOrder.COMPARATOR);

    private final Map<PiecePair, Long> counts = new HashMap<>();
    private final Map<PiecePair, Set<PieceSequence>> holders = new HashMap<>();
    /** Also holds pairs with counts of the past, which are passed over. */
    private final PriorityQueue<Candidate> candidates = new PriorityQueue<>(BY_FALLING_COUNT);

    /** @param words as sequences of pieces, with the number of their occurrences */
    BytePairs(Map<List<String>, Long> words) {
        Map<PiecePair, Long> changes = new HashMap<>();
        words.forEach((pieces, count) -> add(new PieceSequence(pieces, count), changes));
        apply(changes);
    }

    /** Joins the next pair, and gives the joined piece, or null when no pair occurs often enough. */
    @Nullable
    String merge(long minimumCount) {
        PiecePair pair = next(minimumCount);
        if (pair == null) {
            return null;
        }
        Map<PiecePair, Long> changes = new HashMap<>();
        for (PieceSequence word : List.copyOf(holders.getOrDefault(pair, Set.of()))) {
            remove(word, changes);
            word.join(pair);
            add(word, changes);
        }
        apply(changes);
        return pair.joined();
    }

    private @Nullable PiecePair next(long minimumCount) {
        while (!candidates.isEmpty()) {
            Candidate candidate = candidates.remove();
            long count = counts.getOrDefault(candidate.pair(), 0L);
            if (count == candidate.count() && count >= minimumCount) {
                return candidate.pair();
            }
        }
        return null;
    }

    private void add(PieceSequence word, Map<PiecePair, Long> changes) {
        word.pairs().forEach(pair -> {
            changes.merge(pair, word.count(), Long::sum);
            holders.computeIfAbsent(pair, key -> new HashSet<>()).add(word);
        });
    }

    private void remove(PieceSequence word, Map<PiecePair, Long> changes) {
        word.pairs().forEach(pair -> {
            changes.merge(pair, -word.count(), Long::sum);
            holders.getOrDefault(pair, Set.of()).remove(word);
        });
    }

    private void apply(Map<PiecePair, Long> changes) {
        changes.forEach((pair, change) -> {
            if (change != 0) {
                candidates.add(new Candidate(pair, counts.merge(pair, change, Long::sum)));
            }
        });
    }

    private record Candidate(PiecePair pair, long count) {}
}

package io.sentiment.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    private final Map<Pair, Long> counts = new HashMap<>();
    private final Map<Pair, Set<Pieces>> holders = new HashMap<>();
    /** Also holds pairs with counts of the past, which are passed over. */
    private final PriorityQueue<Candidate> candidates = new PriorityQueue<>(BY_FALLING_COUNT);

    /** @param words as sequences of pieces, with the number of their occurrences */
    BytePairs(Map<List<String>, Long> words) {
        Map<Pair, Long> changes = new HashMap<>();
        words.forEach((pieces, count) -> add(new Pieces(pieces, count), changes));
        apply(changes);
    }

    /** Joins the next pair, and gives the joined piece, or null when no pair occurs often enough. */
    @Nullable
    String merge(long minimumCount) {
        Pair pair = next(minimumCount);
        if (pair == null) {
            return null;
        }
        Map<Pair, Long> changes = new HashMap<>();
        for (Pieces word : List.copyOf(holders.getOrDefault(pair, Set.of()))) {
            remove(word, changes);
            word.join(pair);
            add(word, changes);
        }
        apply(changes);
        return pair.joined();
    }

    private @Nullable Pair next(long minimumCount) {
        while (!candidates.isEmpty()) {
            Candidate candidate = candidates.remove();
            long count = counts.getOrDefault(candidate.pair(), 0L);
            if (count == candidate.count() && count >= minimumCount) {
                return candidate.pair();
            }
        }
        return null;
    }

    private void add(Pieces word, Map<Pair, Long> changes) {
        word.pairs().forEach(pair -> {
            changes.merge(pair, word.count(), Long::sum);
            holders.computeIfAbsent(pair, key -> new HashSet<>()).add(word);
        });
    }

    private void remove(Pieces word, Map<Pair, Long> changes) {
        word.pairs().forEach(pair -> {
            changes.merge(pair, -word.count(), Long::sum);
            holders.getOrDefault(pair, Set.of()).remove(word);
        });
    }

    private void apply(Map<Pair, Long> changes) {
        changes.forEach((pair, change) -> {
            if (change != 0) {
                candidates.add(new Candidate(pair, counts.merge(pair, change, Long::sum)));
            }
        });
    }

    private record Candidate(Pair pair, long count) {}

    /** Two pieces that stand side by side in a word. */
    private record Pair(String left, String right) {

        /** Both as one piece, with the mark of the left one. */
        String joined() {
            return left + (right.startsWith(WordPieces.MARK) ? right.substring(WordPieces.MARK.length()) : right);
        }
    }

    /** The pieces of one word while they are being joined. Each word is equal only to itself. */
    private static final class Pieces {

        private final long count;
        private List<String> pieces;

        /** @param count occurrences of the word */
        Pieces(List<String> pieces, long count) {
            this.pieces = List.copyOf(pieces);
            this.count = count;
        }

        long count() {
            return count;
        }

        Stream<Pair> pairs() {
            return IntStream.range(1, pieces.size())
                    .mapToObj(index -> new Pair(pieces.get(index - 1), pieces.get(index)));
        }

        /** Joins each occurrence of a pair, from left to right. */
        void join(Pair pair) {
            List<String> joined = new ArrayList<>(pieces.size());
            int index = 0;
            while (index < pieces.size()) {
                boolean isPair = index + 1 < pieces.size()
                        && pieces.get(index).equals(pair.left())
                        && pieces.get(index + 1).equals(pair.right());
                joined.add(isPair ? pair.joined() : pieces.get(index));
                index += isPair ? 2 : 1;
            }
            pieces = joined;
        }
    }
}

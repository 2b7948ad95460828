package io.sentiment.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the pieces that rare words are to be cut into, by byte-pair encoding of what the frequent words leave of them.
 *
 * <p>Frequent words are pieces without further ado, so {@code unwatchably} needs only what follows {@code unwatchable}
 * or {@code un}, and a Chinese word only its characters that are no words. Not thread-safe.
 */
final class PieceLearner {

    private final WordPieces frequent;
    private final Map<List<String>, Long> rests = new HashMap<>();

    PieceLearner(Map<String, Integer> frequentWords) {
        this.frequent = new WordPieces(frequentWords);
    }

    /** Counts a word that the vocabulary has no room for. */
    void add(String word, long count) {
        if (!WordPieces.isDivisible(word)) {
            return;
        }
        List<String> rest = new ArrayList<>();
        int start = 0;
        while (start < word.length()) {
            int length = frequent.pieceLength(word, start);
            if (length > 0) {
                addRest(rest, count);
                rest = new ArrayList<>();
                start += length;
            } else {
                int width = Character.charCount(word.codePointAt(start));
                String mark = WordPieces.isUnmarked(word, start) ? "" : WordPieces.MARK;
                rest.add(mark + word.substring(start, start + width));
                start += width;
            }
        }
        addRest(rest, count);
    }

    private void addRest(List<String> rest, long count) {
        if (!rest.isEmpty()) {
            rests.merge(rest, count, Long::sum);
        }
    }

    /**
     * The characters first, by falling frequency, and then their compounds in the order in which they are made.
     *
     * @param maximumPieces how many at most
     * @param minimumCount how often each must have occurred
     */
    List<String> pieces(int maximumPieces, long minimumCount) {
        Set<String> pieces =
                characters(minimumCount).limit(maximumPieces).collect(Collectors.toCollection(LinkedHashSet::new));
        BytePairs pairs = new BytePairs(rests);
        String compound = pieces.size() < maximumPieces ? pairs.merge(minimumCount) : null;
        while (compound != null) {
            pieces.add(compound);
            compound = pieces.size() < maximumPieces ? pairs.merge(minimumCount) : null;
        }
        return List.copyOf(pieces);
    }

    private Stream<String> characters(long minimumCount) {
        Map<String, Long> counts = new HashMap<>();
        rests.forEach((rest, count) -> rest.forEach(character -> counts.merge(character, count, Long::sum)));
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= minimumCount)
                .sorted(CodePointOrder.byFallingCount())
                .map(Map.Entry::getKey);
    }
}

package io.sentiment.network.pretraining;

import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The token ids of texts without labels, all in memory: four bytes a token. Not safe for use by several threads while
 * texts are added, immutable afterwards.
 */
public final class TokenCorpus {

    private final int vocabularySize;
    private final List<int[]> texts = new ArrayList<>();
    private long tokens;

    /** A corpus without texts, whose token ids are below {@code vocabularySize}. */
    public TokenCorpus(int vocabularySize) {
        this.vocabularySize = vocabularySize;
    }

    /**
     * Adds a text after the others.
     *
     * @throws IllegalArgumentException if it names a token outside the vocabulary
     */
    public void add(EncodedText text) {
        for (int id : text.tokenIds()) {
            if (id < 0 || id >= vocabularySize) {
                throw new IllegalArgumentException(
                        "Token id " + id + " is outside the vocabulary of " + vocabularySize + ".");
            }
        }
        texts.add(text.tokenIds());
        tokens += text.length();
    }

    /** The number of tokens of all texts. */
    public long tokens() {
        return tokens;
    }

    /** The number of texts. */
    public int size() {
        return texts.size();
    }

    int vocabularySize() {
        return vocabularySize;
    }

    /** The array itself, which must not be written to. */
    int[] text(int index) {
        return texts.get(index);
    }

    int longestText() {
        return texts.stream().mapToInt(text -> text.length).max().orElse(0);
    }

    /** The indices of all texts in random order. */
    int[] shuffledOrder(Random random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
        Collections.shuffle(order, random);
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    /** How often each token id occurs: [vocabulary]. */
    long[] counts() {
        long[] counts = new long[vocabularySize];
        for (int[] text : texts) {
            for (int id : text) {
                counts[id]++;
            }
        }
        return counts;
    }
}

package io.sentiment.network.cuda.training;

import io.sentiment.text.EncodedText;
import java.nio.IntBuffer;
import java.util.List;

/**
 * Where each token of a batch stands, so that a device adds the gradients of its embedding up in an order that is always the
 * same. The places of a token are cut into segments, so that a frequent one keeps many multiprocessors busy. For one batch
 * after the other, on one thread.
 */
final class TokenPlaces {

    /** Places of a segment at most. */
    static final int LONGEST = 32;

    /** Of each token of the vocabulary: how often the batch has it, and then where its next place is to be written. */
    private final int[] next;

    /** The different tokens, as they come first. */
    private final int[] words;

    private int wordCount;
    private int segmentCount;

    /** position · rows + row, sorted by token. */
    private final int[] places;

    private final int[] starts;
    private final int[] tokenOf;
    private final int[] firsts;

    /** @param most places in a batch */
    TokenPlaces(int vocabularySize, int most) {
        next = new int[vocabularySize];
        words = new int[Math.min(vocabularySize, most)];
        places = new int[most];
        starts = new int[most + 1];
        tokenOf = new int[most];
        firsts = new int[words.length + 1];
    }

    /** @param rows of the batch as the device computes it; texts may be fewer */
    void find(List<EncodedText> texts, int rows) {
        count(texts);
        cut();
        for (int row = 0; row < texts.size(); row++) {
            int[] ids = texts.get(row).tokenIds();
            for (int position = 0; position < ids.length; position++) {
                places[next[ids[position]]++] = position * rows + row;
            }
        }
        for (int word = 0; word < wordCount; word++) {
            next[words[word]] = 0;
        }
    }

    private void count(List<EncodedText> texts) {
        wordCount = 0;
        for (EncodedText text : texts) {
            for (int id : text.tokenIds()) {
                if (next[id]++ == 0) {
                    words[wordCount++] = id;
                }
            }
        }
    }

    private void cut() {
        segmentCount = 0;
        int place = 0;
        for (int word = 0; word < wordCount; word++) {
            int token = words[word];
            int end = place + next[token];
            next[token] = place;
            firsts[word] = segmentCount;
            for (; place < end; place = Math.min(end, place + LONGEST)) {
                starts[segmentCount] = place;
                tokenOf[segmentCount++] = token;
            }
        }
        starts[segmentCount] = place;
        firsts[wordCount] = segmentCount;
    }

    int segments() {
        return segmentCount;
    }

    int words() {
        return wordCount;
    }

    void writePlaces(IntBuffer to) {
        to.put(places, 0, starts[segmentCount]);
    }

    void writeStarts(IntBuffer to) {
        to.put(starts, 0, segmentCount + 1);
    }

    void writeTokens(IntBuffer to) {
        to.put(tokenOf, 0, segmentCount);
    }

    void writeFirsts(IntBuffer to) {
        to.put(firsts, 0, wordCount + 1);
    }
}

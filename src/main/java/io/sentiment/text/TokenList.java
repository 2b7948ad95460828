package io.sentiment.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The tokens of one normalised text as they are found, each with its place in it. Not thread-safe. */
final class TokenList {

    /** How often a mark or an emoji may be repeated: more of it adds no meaning, only rare tokens and length. */
    static final int MAXIMUM_REPETITION = 3;

    private final List<String> tokens = new ArrayList<>();
    private int[] starts = new int[16];
    private int[] ends = new int[16];

    /**
     * Adds a token.
     *
     * @param start index of its first character
     * @param end index after its last character
     */
    void add(String token, int start, int end) {
        int size = tokens.size();
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        starts[size] = start;
        ends[size] = end;
        tokens.add(token);
    }

    /** Adds an emoji, or a code that stands for one, unless the same one already ends the list {@value #MAXIMUM_REPETITION} times. */
    void addEmoji(String emoji, int start, int end) {
        int size = tokens.size();
        boolean repeatedEnough = size >= MAXIMUM_REPETITION
                && tokens.subList(size - MAXIMUM_REPETITION, size).stream().allMatch(emoji::equals);
        if (!repeatedEnough) {
            add(emoji, start, end);
        }
    }

    /** Adds a run of one punctuation mark as one token. */
    void addMarks(int mark, int count, int start, int end) {
        add(Character.toString(mark).repeat(Math.min(count, MAXIMUM_REPETITION)), start, end);
    }

    /** The index of the first character of a token. */
    int start(int token) {
        return starts[token];
    }

    /** The index after the last character of a token. */
    int end(int token) {
        return ends[token];
    }

    String get(int token) {
        return tokens.get(token);
    }

    int size() {
        return tokens.size();
    }

    List<String> toList() {
        return Collections.unmodifiableList(tokens);
    }
}

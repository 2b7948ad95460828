package io.sentiment.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The tokens of one text as they are found. Not thread-safe. */
final class TokenList {

    /** How often a mark or an emoji may be repeated: more of it adds no meaning, only rare tokens and length. */
    static final int MAXIMUM_REPETITION = 3;

    private final List<String> tokens = new ArrayList<>();

    void add(String token) {
        tokens.add(token);
    }

    /** Adds an emoji unless the same one already ends the list {@value #MAXIMUM_REPETITION} times. */
    void addEmoji(String emoji) {
        int size = tokens.size();
        boolean repeatedEnough = size >= MAXIMUM_REPETITION
                && tokens.subList(size - MAXIMUM_REPETITION, size).stream().allMatch(emoji::equals);
        if (!repeatedEnough) {
            tokens.add(emoji);
        }
    }

    /** Adds a run of one punctuation mark as one token. */
    void addMarks(int mark, int count) {
        tokens.add(Character.toString(mark).repeat(Math.min(count, MAXIMUM_REPETITION)));
    }

    List<String> toList() {
        return Collections.unmodifiableList(tokens);
    }
}

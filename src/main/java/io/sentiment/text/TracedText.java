package io.sentiment.text;

import java.util.Arrays;

/** A text that is being made from another one, with where each of its characters comes from. Not thread-safe. */
final class TracedText {

    private final StringBuilder text;
    /** Of each UTF-16 unit: the index of the first unit that it comes from, and the index after the last. */
    private int[] starts;

    private int[] ends;

    /** An empty text with room for some UTF-16 units, more of which may come. */
    TracedText(int room) {
        text = new StringBuilder(room);
        starts = new int[room];
        ends = new int[room];
    }

    /** Adds a character that stands for what lies between two indices of the other text. */
    void append(int codePoint, int start, int end) {
        int from = text.length();
        text.appendCodePoint(codePoint);
        trace(from, start, end);
    }

    /** Adds characters that together stand for what lies between two indices of the other text. */
    void append(String characters, int start, int end) {
        int from = text.length();
        text.append(characters);
        trace(from, start, end);
    }

    private void trace(int from, int start, int end) {
        int length = text.length();
        if (length > starts.length) {
            int room = Math.max(length, 2 * starts.length);
            starts = Arrays.copyOf(starts, room);
            ends = Arrays.copyOf(ends, room);
        }
        Arrays.fill(starts, from, length, start);
        Arrays.fill(ends, from, length, end);
    }

    int length() {
        return text.length();
    }

    /** The last character, or -1 when there is none yet. */
    int last() {
        return text.isEmpty() ? -1 : text.codePointBefore(text.length());
    }

    /** Where in the other text the character at an index begins. */
    int start(int index) {
        return starts[index];
    }

    /** The index of the other text after the character at an index. */
    int end(int index) {
        return ends[index];
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

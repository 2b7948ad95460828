package io.sentiment.network.cuda;

import io.sentiment.text.EncodedText;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;

/** Texts from the longest to the shortest, so that those that still run at a step are the first ones. */
final class SortedRows {

    private final List<EncodedText> texts;

    /** How many run at each step. */
    private final int[] running;

    private final long tokens;

    /** @param texts from the longest to the shortest, at least one */
    SortedRows(List<EncodedText> texts) {
        this.texts = texts;
        running = new int[texts.get(0).length()];
        int rows = texts.size();
        for (int step = 0; step < running.length; step++) {
            while (texts.get(rows - 1).length() <= step) {
                rows--;
            }
            running[step] = rows;
        }
        tokens = Arrays.stream(running).asLongStream().sum();
    }

    int count() {
        return texts.size();
    }

    /** Steps of the longest. */
    int steps() {
        return running.length;
    }

    /** Whether a text has no token. */
    boolean hasEmpty() {
        return length(count() - 1) == 0;
    }

    /** Of all texts. */
    long tokens() {
        return tokens;
    }

    int running(int step) {
        return running[step];
    }

    /** Writes how many tokens each row has left from a step on, [rows], and how many it has in all, [rows]. */
    void writeLengths(int rows, int first, IntBuffer to) {
        for (int row = 0; row < rows; row++) {
            to.put(Math.max(0, length(row) - first));
        }
        for (int row = 0; row < rows; row++) {
            to.put(length(row));
        }
    }

    /**
     * Writes the tokens of so many steps, [rows][steps]. Behind the end of a text nothing is written, as nothing is read there
     * but the first token of a row that has ended.
     */
    void writeTokens(int rows, int first, int steps, IntBuffer to) {
        int start = to.position();
        for (int row = 0; row < rows; row++) {
            to.position(start + row * steps);
            int count = Math.min(steps, length(row) - first);
            if (count > 0) {
                to.put(texts.get(row).tokenIds(), first, count);
            } else {
                to.put(0);
            }
        }
        to.position(start + rows * steps);
    }

    /** Rows behind the texts are empty. */
    private int length(int row) {
        return row < texts.size() ? texts.get(row).length() : 0;
    }
}

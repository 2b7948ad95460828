package io.sentiment.network.cuda;

import io.sentiment.text.EncodedText;
import java.nio.IntBuffer;
import java.util.List;

/** Texts from the longest to the shortest, so that those that still run at a step are the first ones. */
final class SortedRows {

    private final List<EncodedText> texts;

    /** How many run at each step. */
    private final int[] running;

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
    }

    int count() {
        return texts.size();
    }

    /** Steps of the longest. */
    int steps() {
        return running.length;
    }

    int running(int step) {
        return running[step];
    }

    /** Writes how many tokens each row has left from a step on, [rows], and how many it has in all, [rows]. */
    void writeLengths(int first, IntBuffer to) {
        texts.forEach(text -> to.put(Math.max(0, text.length() - first)));
        texts.forEach(text -> to.put(text.length()));
    }

    /** Writes the tokens of so many steps, [rows][steps]; what is behind the end of a text is never read. */
    void writeTokens(int first, int steps, IntBuffer to) {
        for (EncodedText text : texts) {
            int end = to.position() + steps;
            int count = Math.min(steps, text.length() - first);
            if (count > 0) {
                to.put(text.tokenIds(), first, count);
            }
            // A kernel may read the first token of a row that has ended.
            if (count < 1) {
                to.put(0);
            }
            to.position(end);
        }
    }
}

package io.sentiment.network.pretraining;

import java.util.Random;

/**
 * All texts of a corpus, in random order and one behind the other without gaps, cut into windows of one length: no
 * padding is computed, and no window is longer than gradients should reach. Not thread-safe.
 */
final class PackedWindows {

    private final TokenCorpus corpus;
    private final int length;
    private final int[] order;
    private int text;
    private int position;

    PackedWindows(TokenCorpus corpus, int length, Random random) {
        this.corpus = corpus;
        this.length = length;
        order = corpus.shuffledOrder(random);
    }

    /** How many windows of {@code length} a corpus gives; tokens at the end that fill none are left out. */
    static int count(TokenCorpus corpus, int length) {
        return Math.toIntExact(corpus.tokens() / length);
    }

    /**
     * The next windows.
     *
     * @param rows at most as many as are left
     */
    TokenWindows next(int rows) {
        int[][] tokens = new int[rows][length];
        boolean[][] starts = new boolean[rows][length];
        for (int row = 0; row < rows; row++) {
            for (int step = 0; step < length; step++) {
                if (position == corpus.text(order[text]).length) {
                    text++;
                    position = 0;
                }
                starts[row][step] = position == 0;
                tokens[row][step] = corpus.text(order[text])[position++];
            }
        }
        return new TokenWindows(tokens, starts);
    }
}

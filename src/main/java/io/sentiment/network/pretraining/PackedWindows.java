package io.sentiment.network.pretraining;

import java.util.Arrays;
import java.util.Random;

/**
 * All texts of a corpus, in random order and one after the other without gaps, cut into windows of one length: no
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
    Batch next(int rows) {
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
        return new Batch(tokens, starts);
    }

    /**
     * A batch of windows.
     *
     * @param tokens ids [batch, steps]
     * @param starts whether a text begins at a token [batch, steps]
     */
    @SuppressWarnings("ArrayRecordComponent") // Lives for one update.
    record Batch(int[][] tokens, boolean[][] starts) {

        /** Stands for nothing to predict. */
        static final int NONE = -1;

        int size() {
            return tokens.length;
        }

        int length() {
            return tokens[0].length;
        }

        /** The ids as DL4J reads them. */
        float[][] tokensAsFloats() {
            float[][] floats = new float[size()][length()];
            for (int row = 0; row < size(); row++) {
                for (int step = 0; step < length(); step++) {
                    floats[row][step] = tokens[row][step];
                }
            }
            return floats;
        }

        /**
         * What is to be predicted after each token that a direction has read, by step and row as the direction reads: [steps
         * · batch]. Nothing at the end of a window and beyond that of a text, whose neighbour is another text by chance.
         */
        int[] targets(boolean backwards) {
            int[] targets = new int[length() * size()];
            Arrays.fill(targets, NONE);
            for (int step = 0; step < length() - 1; step++) {
                int at = backwards ? length() - 1 - step : step;
                int next = backwards ? at - 1 : at + 1;
                for (int row = 0; row < size(); row++) {
                    boolean sameText = !starts[row][backwards ? at : next];
                    targets[step * size() + row] = sameText ? tokens[row][next] : NONE;
                }
            }
            return targets;
        }
    }
}

package io.sentiment.network.pretraining;

import java.util.Arrays;

/**
 * A batch of windows.
 *
 * @param tokens ids [batch, steps]
 * @param starts whether a text begins at a token [batch, steps]
 */
@SuppressWarnings("ArrayRecordComponent") // Lives for one update.
record TokenWindows(int[][] tokens, boolean[][] starts) {

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

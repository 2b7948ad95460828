package io.sentiment.network.onednn.engine;

import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts sorted from the longest to the shortest, so that those that still run at a time step are the first ones. The
 * values of all running rows of all steps, one step after the other, are the packed rows of a batch.
 */
final class SortedBatch {

    private final List<EncodedText> texts;
    private final int[] offsets;

    /** @param texts from the longest to the shortest, at least one */
    SortedBatch(List<EncodedText> texts) {
        this.texts = texts;
        offsets = new int[texts.get(0).length() + 1];
        int running = texts.size();
        for (int step = 0; step < steps(); step++) {
            while (texts.get(running - 1).length() <= step) {
                running--;
            }
            offsets[step + 1] = offsets[step] + running;
        }
    }

    int rows() {
        return texts.size();
    }

    /**
     * The texts of one of several hands, dealt to and fro so that the long ones go round: 0, 1, 2, 2, 1, 0, 0, 1 …
     *
     * @param hands at most as many as texts
     */
    SortedBatch hand(int hand, int hands) {
        List<EncodedText> held = new ArrayList<>();
        for (int round = 0; dealt(round, hand, hands) < texts.size(); round++) {
            held.add(texts.get(dealt(round, hand, hands)));
        }
        return new SortedBatch(held);
    }

    /** The row that a hand gets in a round. */
    static int dealt(int round, int hand, int hands) {
        return round * hands + (round % 2 == 0 ? hand : hands - 1 - hand);
    }

    int steps() {
        return offsets.length - 1;
    }

    int length(int row) {
        return texts.get(row).length();
    }

    /** How many rows have a token at a step. */
    int running(int step) {
        return offsets[step + 1] - offsets[step];
    }

    /** The packed row of the first text at a step; that of step {@link #steps} is the number of packed rows. */
    int offset(int step) {
        return offsets[step];
    }

    /** The packed row in the order in which a text is read backwards. */
    int mirrored(int step, int row) {
        return offsets[length(row) - 1 - step] + row;
    }

    /** The token that a direction reads at a step. */
    int token(int step, int row, boolean backwards) {
        int[] tokens = texts.get(row).tokenIds();
        return tokens[backwards ? tokens.length - 1 - step : step];
    }
}

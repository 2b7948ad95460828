package io.sentiment.network.onednn.engine;

import io.sentiment.network.NetworkState;
import io.sentiment.network.Piece;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts sorted from the longest to the shortest, so that those that still run at a time step are the first ones. The
 * values of all running rows of all steps, one step after the other, are the packed rows of a batch.
 */
final class SortedBatch {

    private final List<Piece> pieces;

    /** Of each text its token ids. */
    private final int[][] tokens;

    private final int[] offsets;

    /** @param pieces from the longest to the shortest, at least one */
    SortedBatch(List<Piece> pieces) {
        this.pieces = pieces;
        tokens = new int[pieces.size()][];
        for (int row = 0; row < tokens.length; row++) {
            tokens[row] = pieces.get(row).text().tokenIds();
        }
        offsets = new int[tokens[0].length + 1];
        int running = tokens.length;
        for (int step = 0; step < steps(); step++) {
            while (tokens[running - 1].length <= step) {
                running--;
            }
            offsets[step + 1] = offsets[step] + running;
        }
    }

    int rows() {
        return tokens.length;
    }

    /** Whether there is a text that is read on from a state. */
    boolean readsOn() {
        for (Piece piece : pieces) {
            if (piece.before() != null) {
                return true;
            }
        }
        return false;
    }

    /** What the network remembers of a text before its first step; null at its beginning. */
    @Nullable
    NetworkState before(int row) {
        return pieces.get(row).before();
    }

    /** Whether the state after the last step is wanted. */
    boolean keeps(int row) {
        return pieces.get(row).kept();
    }

    /**
     * The texts of one of several hands, dealt to and fro so that the long ones go round: 0, 1, 2, 2, 1, 0, 0, 1 …
     *
     * @param hands at most as many as texts
     */
    SortedBatch hand(int hand, int hands) {
        List<Piece> held = new ArrayList<>();
        for (int round = 0; dealt(round, hand, hands) < pieces.size(); round++) {
            held.add(pieces.get(dealt(round, hand, hands)));
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
        return tokens[row].length;
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
        int[] read = tokens[row];
        return read[backwards ? read.length - 1 - step : step];
    }
}

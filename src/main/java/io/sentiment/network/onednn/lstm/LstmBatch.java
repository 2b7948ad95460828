package io.sentiment.network.onednn.lstm;

import io.sentiment.network.onednn.NativeFloats;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/**
 * A padded batch on its way through an LSTM layer. Its tokens are numbered time step after time step.
 *
 * @param mask [steps, rows] with 0 at padding, or null where there is none
 * @param gateBuffers gates [rows, 4·hidden] of each step
 * @param states [steps, rows, hidden], after {@code initial} where there is one
 * @param initial what the rows remember before the first step, or null where they begin without a memory
 * @param bias [4·hidden]
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record LstmBatch(
        int rows,
        int steps,
        float @Nullable [] mask,
        FloatBuffer[] gateBuffers,
        FloatPointer states,
        @Nullable LstmStates initial,
        LstmTrace trace,
        float[] bias) {

    static final LstmBatch NONE =
            new LstmBatch(0, 0, null, new FloatBuffer[0], new FloatPointer(), null, new LstmTrace(), new float[0]);

    boolean isPadding(int token) {
        return mask != null && mask[token] == 0;
    }

    /** Whether the tokens of a step have states before them. */
    boolean hasEarlier(int step) {
        return step > 0 || initial != null;
    }

    /** The first row of the states before a step that has them, which those of the step itself follow in memory. */
    long earlierStates(int step) {
        return laterStates(step) - rows;
    }

    /** The first row of the states after a step. */
    long laterStates(int step) {
        return (initial == null ? step : step + 1L) * rows;
    }

    /** The token of the same row a step before, or a negative number. */
    int earlier(int token) {
        return token - rows;
    }

    /**
     * What each row remembers after its last token, before its padding.
     *
     * @param tokens of each row
     */
    LstmStates last(int[] tokens) {
        int hidden = bias.length / 4;
        float[][] last = new float[rows][hidden];
        float[][] cells = new float[rows][];
        for (int row = 0; row < rows; row++) {
            int step = tokens[row] - 1;
            NativeFloats.buffer(NativeFloats.from(states, (laterStates(step) + row) * hidden), hidden)
                    .get(0, last[row]);
            cells[row] = trace.cell(step * rows + row).clone();
        }
        return new LstmStates(last, cells);
    }

    LstmGates newGates() {
        return new LstmGates(trace, gateBuffers, rows, initial == null ? null : initial.cells(), bias);
    }
}

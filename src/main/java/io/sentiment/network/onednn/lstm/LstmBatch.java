package io.sentiment.network.onednn.lstm;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/**
 * A padded batch on its way through an LSTM layer. Its tokens are numbered time step after time step.
 *
 * @param mask [steps, rows] with 0 at padding, or null where there is none
 * @param gates [steps, rows, 4·hidden]
 * @param gateBuffers {@code gates} as buffers, one for each step
 * @param states [steps, rows, hidden]
 * @param bias [4·hidden]
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record LstmBatch(
        int rows,
        int steps,
        float @Nullable [] mask,
        FloatPointer gates,
        FloatBuffer[] gateBuffers,
        FloatPointer states,
        LstmTrace trace,
        float[] bias) {

    static final LstmBatch NONE = new LstmBatch(
            0, 0, null, new FloatPointer(), new FloatBuffer[0], new FloatPointer(), new LstmTrace(), new float[0]);

    boolean isPadding(int token) {
        return mask != null && mask[token] == 0;
    }

    /** The token of the same row a step before, or a negative number. */
    int earlier(int token) {
        return token - rows;
    }

    LstmGates newGates() {
        return new LstmGates(trace, gateBuffers, rows, bias);
    }
}

package io.sentiment.network.onednn.lstm;

import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.NativeFloats;
import io.sentiment.network.onednn.matrix.PackedMatrix;
import io.sentiment.network.onednn.matrix.TokenRows;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** One thread's part of the forward pass of an LSTM layer. Owns its memory until {@link #close()}. */
final class LstmForward implements AutoCloseable {

    private final int hidden;
    private final PackedMatrix.Products products;
    private final TokenRows states;
    private final TokenRows.Rounding rounding;
    private final NativeFloats memory = new NativeFloats();
    private final float[] state;

    /**
     * A thread's part.
     *
     * @param recurrent products with the recurrent weights [hidden, 4·hidden], taken over
     * @param states [hidden] of all tokens
     */
    LstmForward(Device device, PackedMatrix.Products recurrent, TokenRows states) {
        hidden = states.width();
        products = recurrent;
        this.states = states;
        rounding = states.rounding(device);
        state = new float[hidden];
    }

    /** Takes the rows from {@code first} to before {@code end} through all time steps. */
    void run(LstmBatch batch, int first, int end, Sequences.Access output) {
        if (first == end) {
            return;
        }
        LstmGates gates = batch.newGates();
        int rows = batch.rows();
        long size = 4L * (end - first) * hidden;
        FloatPointer productMemory = memory.ofLength(size);
        FloatBuffer product = NativeFloats.buffer(productMemory, size);
        if (batch.hasEarlier(0)) {
            rounding.round(batch.earlierStates(0) + first, end - first);
        }
        for (int step = 0; step < batch.steps(); step++) {
            if (batch.hasEarlier(step)) {
                products.multiply(states.at(batch.earlierStates(step) + first), end - first, productMemory);
            }
            long later = batch.laterStates(step) + first;
            FloatBuffer ofStep = NativeFloats.buffer(
                    NativeFloats.from(states.values(), later * hidden), (long) (end - first) * hidden);
            for (int row = first; row < end; row++) {
                int token = step * rows + row;
                if (batch.isPadding(token)) {
                    gates.forwardPadding(token, state);
                } else {
                    gates.forward(token, batch.earlier(token), product, (row - first) * 4 * hidden, state);
                }
                ofStep.put((row - first) * hidden, state, 0, hidden);
                output.write(step, row, state);
            }
            rounding.round(later, end - first);
        }
    }

    @Override
    public void close() {
        products.close();
        rounding.close();
        memory.close();
    }
}

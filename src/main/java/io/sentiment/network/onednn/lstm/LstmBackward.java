package io.sentiment.network.onednn.lstm;

import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.NativeFloats;
import io.sentiment.network.onednn.matrix.PackedMatrix;
import io.sentiment.network.onednn.matrix.TokenRows;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/** One thread's part of the backward pass of an LSTM layer. Owns its memory until {@link #close()}. */
final class LstmBackward implements AutoCloseable {

    private final int hidden;
    private final PackedMatrix.Products products;
    private final TokenRows gateRows;
    private final TokenRows.Rounding rounding;
    private final NativeFloats memory = new NativeFloats();
    private final float[] ofState;
    private final float[] ofLaterStep;
    private @Nullable LstmGates gates;

    /**
     * A thread's part.
     *
     * @param recurrent products with the recurrent weights [4·hidden, hidden], taken over
     * @param gateRows gates [4·hidden] of all tokens
     */
    LstmBackward(Device device, PackedMatrix.Products recurrent, TokenRows gateRows) {
        hidden = gateRows.width() / 4;
        products = recurrent;
        this.gateRows = gateRows;
        rounding = gateRows.rounding(device);
        ofState = new float[hidden];
        ofLaterStep = new float[hidden];
    }

    /** Takes the rows from {@code first} to before {@code end} back through all time steps. */
    void run(LstmBatch batch, int first, int end, Sequences.Access stateGradients) {
        gates = null;
        if (first == end) {
            return;
        }
        LstmGates newGates = batch.newGates();
        int count = end - first;
        FloatPointer laterMemory = memory.ofLength((long) count * hidden);
        FloatBuffer later = NativeFloats.buffer(laterMemory, (long) count * hidden);
        float[][] ofCells = new float[count][hidden];
        for (int step = batch.steps() - 1; step >= 0; step--) {
            boolean last = step == batch.steps() - 1;
            long ofStep = (long) step * batch.rows() + first;
            if (!last) {
                products.multiply(gateRows.at(ofStep + batch.rows()), count, laterMemory);
            }
            for (int row = first; row < end; row++) {
                int token = step * batch.rows() + row;
                if (batch.isPadding(token)) {
                    newGates.backwardPadding(token, ofCells[row - first]);
                    continue;
                }
                stateGradients.read(step, row, ofState);
                if (!last) {
                    later.get((row - first) * hidden, ofLaterStep, 0, hidden);
                    LstmGates.add(ofLaterStep, ofState);
                }
                newGates.backward(token, batch.earlier(token), ofState, ofCells[row - first]);
            }
            rounding.round(ofStep, count);
        }
        gates = newGates;
    }

    /** Adds ∂L/∂b [4·hidden] of the latest rows. */
    void addBiasGradients(float[] sum) {
        if (gates != null) {
            gates.addBiasGradients(sum);
        }
    }

    @Override
    public void close() {
        products.close();
        rounding.close();
        memory.close();
    }
}

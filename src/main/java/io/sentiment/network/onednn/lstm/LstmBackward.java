package io.sentiment.network.onednn.lstm;

import io.sentiment.network.onednn.NativeFloats;
import io.sentiment.network.onednn.matrix.PackedMatrix;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/** One thread's part of the backward pass of an LSTM layer. Owns its memory until {@link #close()}. */
final class LstmBackward implements AutoCloseable {

    private final int hidden;
    private final PackedMatrix.Products products;
    private final NativeFloats memory = new NativeFloats();
    private final float[] ofState;
    private final float[] ofLaterStep;
    private @Nullable LstmGates gates;

    /** @param recurrent products with the recurrent weights [4·hidden, hidden], taken over */
    LstmBackward(PackedMatrix.Products recurrent, int hidden) {
        this.hidden = hidden;
        products = recurrent;
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
            if (!last) {
                long next = (step + 1L) * batch.rows() + first;
                products.multiply(NativeFloats.from(batch.gates(), next * 4 * hidden), count, laterMemory);
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
        memory.close();
    }
}

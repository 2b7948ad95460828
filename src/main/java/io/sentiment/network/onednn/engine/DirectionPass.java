package io.sentiment.network.onednn.engine;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkState;
import io.sentiment.network.onednn.matrix.FloatRows;
import io.sentiment.network.onednn.matrix.RowProducts;

/**
 * One direction of a recurrent layer, for the units of one thread. A direction that reads backwards carries no state over.
 * Owns its parts until {@link #close()}.
 */
final class DirectionPass implements AutoCloseable {

    private final int layer;
    private final UnitRange units;
    private final StepInputs inputs;
    private final RowProducts recurrent;
    private final FloatRows[] states;
    private final CellStep cell;
    private final StateSink sink;

    // One row, small enough to stay in the first cache.
    private final float[] state;

    /** Takes inputs and weights [hidden, k · units] over; the states are shared with the other threads. */
    DirectionPass(
            int layer,
            UnitRange units,
            Architecture architecture,
            StepInputs inputs,
            RowProducts recurrent,
            StateMemory.RecurrentStates states,
            StateSink sink) {
        this.layer = layer;
        this.units = units;
        this.inputs = inputs;
        this.recurrent = recurrent;
        this.states = states.views();
        this.sink = sink;
        cell = CellStep.of(units, architecture);
        state = new float[units.count()];
    }

    /** Computes a step, after every thread has computed the one before. */
    void step(SortedBatch batch, int step) {
        int rows = batch.running(step);
        FloatRows now = states[step & 1];
        FloatRows before = states[1 - (step & 1)];
        inputs.prepare(batch, step);
        if (step == 0) {
            begin(batch);
        }
        boolean hasStates = step > 0 || batch.readsOn();
        if (hasStates) {
            recurrent.multiply(before, 0, rows);
        }
        cell.advance(batch, step, inputs, hasStates ? recurrent : null, now);
        for (int row = 0; row < rows; row++) {
            if (sink.wants(batch, step, row)) {
                now.read(row, units.first(), state);
                sink.accept(batch, step, row, state);
            }
        }
    }

    /** Copies the cell state of these units after a row's last step, for as long as no other batch is computed. */
    void copyCell(int row, float[] into) {
        cell.copyTo(row, into);
    }

    private void begin(SortedBatch batch) {
        cell.begin(batch.rows());
        if (!batch.readsOn()) {
            return;
        }
        for (int row = 0; row < batch.rows(); row++) {
            NetworkState earlier = batch.before(row);
            if (earlier != null) {
                cell.resume(row, earlier.layers().get(layer).cell());
            }
        }
    }

    @Override
    public void close() {
        inputs.close();
        recurrent.close();
        cell.close();
    }
}

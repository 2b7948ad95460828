package io.sentiment.network.onednn;

import java.nio.FloatBuffer;

/** One direction of a recurrent layer, for the units of one thread. Owns its parts until {@link #close()}. */
final class DirectionPass implements AutoCloseable {

    private final UnitRange units;
    private final StepInputs inputs;
    private final PackedMatrix recurrentWeights;
    private final CellStep cell;
    private final StateSink sink;
    private final NativeBlock.Cursor[] earlier;
    private final StateWriter[] writers;
    private final NativeBlock productMemory;
    private final NativeBlock.Cursor productStart;
    private final FloatBuffer products;

    // One row of each, small enough to stay in the first cache.
    private final float[] input;
    private final float[] product;
    private final float[] noProduct;
    private final float[] state;

    /** Takes inputs and weights [hidden, k · units] over; the states are shared with the other threads. */
    DirectionPass(
            UnitRange units, StepInputs inputs, PackedMatrix recurrentWeights, RecurrentStates states, StateSink sink) {
        this.units = units;
        this.inputs = inputs;
        this.recurrentWeights = recurrentWeights;
        this.sink = sink;
        cell = CellStep.of(units.cell(), units.count());
        earlier = new NativeBlock.Cursor[] {states.of(1).cursor(), states.of(0).cursor()};
        writers = new StateWriter[] {
            states.format().writer(states.of(0), units.count()), states.format().writer(states.of(1), units.count())
        };
        int columns = units.columns();
        productMemory = new NativeBlock((long) RowCounts.LARGEST * columns * Float.BYTES);
        productStart = productMemory.cursor();
        products = productMemory.floats();
        input = new float[columns];
        product = new float[columns];
        noProduct = new float[columns];
        state = new float[units.count()];
    }

    /** Computes a step, after every thread has computed the one before. */
    void step(SortedBatch batch, int step) {
        int rows = batch.running(step);
        inputs.prepare(batch, step);
        if (step == 0) {
            cell.begin(rows);
        } else {
            recurrentWeights.multiply(earlier[step & 1].at(0), rows, productStart.at(0));
        }
        for (int row = 0; row < rows; row++) {
            inputs.read(batch, step, row, input);
            cell.advance(row, input, step == 0 ? noProduct : product(row), state);
            writers[step & 1].write(state, units.count(), row * units.hidden() + units.first());
            sink.accept(batch, step, row, state);
        }
    }

    @Override
    public void close() {
        inputs.close();
        recurrentWeights.close();
        productMemory.close();
    }

    private float[] product(int row) {
        products.get(row * product.length, product, 0, product.length);
        return product;
    }
}

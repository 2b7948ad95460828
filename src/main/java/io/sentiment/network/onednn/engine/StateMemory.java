package io.sentiment.network.onednn.engine;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkState;
import io.sentiment.network.onednn.NativeBlock;
import io.sentiment.network.onednn.Owned;
import io.sentiment.network.onednn.matrix.FloatRows;
import io.sentiment.network.onednn.matrix.RowCounts;
import java.util.ArrayList;
import java.util.List;

/** The native memory of the states of a batch, for the threads that compute it together. Owns it until {@link #close()}. */
final class StateMemory implements AutoCloseable {

    private final Owned owned = new Owned();
    private final List<List<RecurrentStates>> recurrent = new ArrayList<>();
    private final List<LayerStates> below = new ArrayList<>();

    /** @param tokens of a batch at most, where layers are stacked */
    StateMemory(Architecture architecture, int tokens) {
        try {
            int directions = architecture.directions();
            for (int layer = 0; layer < architecture.layers(); layer++) {
                List<RecurrentStates> states = new ArrayList<>();
                for (int direction = 0; direction < directions; direction++) {
                    states.add(owned.add(new RecurrentStates(architecture.hiddenSize())));
                }
                recurrent.add(states);
                if (layer > 0) {
                    below.add(owned.add(new LayerStates(tokens, architecture.inputSize(layer), directions)));
                }
            }
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    RecurrentStates recurrent(int layer, int direction) {
        return recurrent.get(layer).get(direction);
    }

    /** The states of the layer below {@code layer}, which is at least 1. */
    LayerStates below(int layer) {
        return below.get(layer - 1);
    }

    /**
     * Lays the states down from which the texts of a batch are read on, and zeros for those that begin; before any thread
     * computes it.
     */
    void begin(SortedBatch batch) {
        if (!batch.readsOn()) {
            return;
        }
        for (int layer = 0; layer < recurrent.size(); layer++) {
            recurrent.get(layer).get(0).begin(batch, layer);
        }
    }

    /**
     * What the network remembers after a row's last step; after every thread has computed the batch.
     *
     * @param parts of the network that computed the row together
     */
    NetworkState after(SortedBatch batch, int row, Architecture architecture, List<NetworkPart> parts) {
        List<NetworkState.Layer> layers = new ArrayList<>();
        for (int layer = 0; layer < recurrent.size(); layer++) {
            float[] cell = new float[NetworkState.cells(architecture)];
            for (NetworkPart part : parts) {
                part.copyCell(layer, row, cell);
            }
            layers.add(new NetworkState.Layer(recurrent.get(layer).get(0).after(batch, row), cell));
        }
        return new NetworkState(layers);
    }

    @Override
    public void close() {
        owned.close();
    }

    /**
     * The states [rows, hidden] of one direction of a layer at a step and at the one before, which every thread reads while
     * each writes its own units of the new one. Owns the memory until {@link #close()}.
     */
    static final class RecurrentStates implements AutoCloseable {

        private final int hidden;
        private final NativeBlock even;
        private final NativeBlock odd;

        RecurrentStates(int hidden) {
            this.hidden = hidden;
            even = new NativeBlock(FloatRows.bytes(RowCounts.LARGEST, hidden));
            odd = new NativeBlock(FloatRows.bytes(RowCounts.LARGEST, hidden));
        }

        /** A thread's view of the states of the even steps and of the odd ones. */
        FloatRows[] views() {
            return new FloatRows[] {new FloatRows(even, hidden), new FloatRows(odd, hidden)};
        }

        /** The first step is an even one, and reads what an odd one before it would have left. */
        void begin(SortedBatch batch, int layer) {
            FloatRows before = new FloatRows(odd, hidden);
            float[] zeros = new float[hidden];
            for (int row = 0; row < batch.rows(); row++) {
                NetworkState earlier = batch.before(row);
                before.write(
                        row,
                        0,
                        earlier == null ? zeros : earlier.layers().get(layer).state(),
                        hidden);
            }
        }

        /** Later steps have written only to the rows of longer texts, which come before. */
        float[] after(SortedBatch batch, int row) {
            float[] state = new float[hidden];
            new FloatRows(batch.length(row) % 2 == 1 ? even : odd, hidden).read(row, state);
            return state;
        }

        @Override
        public void close() {
            even.close();
            odd.close();
        }
    }
}

package io.sentiment.network.onednn.engine;

import io.sentiment.network.Architecture;
import io.sentiment.network.onednn.Owned;
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

    @Override
    public void close() {
        owned.close();
    }
}

package io.sentiment.network;

import java.util.List;

/**
 * What a network that reads forwards remembers of what it has read: the last state and cell state of each recurrent layer.
 * The arrays are shared, not copied, and must not be written to; under that condition it is immutable and thread-safe.
 *
 * @param layers the recurrent layers, the lowest first
 */
public record NetworkState(List<Layer> layers) {

    /** Copies the list. */
    public NetworkState {
        layers = List.copyOf(layers);
    }

    /** Whether a network of that architecture can go on from here. */
    public boolean fits(Architecture architecture) {
        int cells = cells(architecture);
        return architecture.carriesState()
                && layers.size() == architecture.layers()
                && layers.stream()
                        .allMatch(layer ->
                                layer.state().length == architecture.hiddenSize() && layer.cell().length == cells);
    }

    /** Values of the cell state of a layer: as many as hidden units, or none of a cell that has a state alone. */
    public static int cells(Architecture architecture) {
        return architecture.cell() == Cell.LSTM ? architecture.hiddenSize() : 0;
    }

    /**
     * What one layer remembers.
     *
     * @param state h [hidden]
     * @param cell c [hidden] of an LSTM; empty for a simple recurrent network
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and engines copy them anyway.
    public record Layer(float[] state, float[] cell) {}
}

package io.sentiment.model.keras;

import io.sentiment.network.NetworkSummary.LayerSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The layers of a file with the figures that Keras gives of them. */
final class LayerFigures {

    private final List<LayerSummary> layers = new ArrayList<>();

    List<LayerSummary> layers() {
        return layers;
    }

    /** A layer that has no weights and leaves the shape as it is. */
    void identity(KerasLayer layer) {
        add(layer, layers.isEmpty() ? List.of() : layers.get(layers.size() - 1).outputShape(), 0, 0);
    }

    void add(KerasLayer layer, List<Long> shape, long weights, long biases) {
        layers.add(new LayerSummary(
                layer.name(),
                layer.type(),
                shape,
                weights,
                biases,
                weights + biases,
                true,
                String.format(Locale.ROOT, "%,d + %,d", weights, biases),
                List.of()));
    }

    /** The shape of all states of a text, whose length may be 0 for any. */
    List<Long> steps(int length, int values) {
        return List.of(length == 0 ? LayerSummary.ANY : (long) length, (long) values);
    }
}

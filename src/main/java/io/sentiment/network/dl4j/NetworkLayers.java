package io.sentiment.network.dl4j;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.UnreadableNetworkException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layers of a DL4J network by what they are in its architecture. All arrays are the network's own, not copies. */
public record NetworkLayers(Architecture architecture, Model model) {

    /** The layers in order of computation, as DL4J keeps them. */
    Layer[] all() {
        return model instanceof MultiLayerNetwork network
                ? network.getLayers()
                : ((ComputationGraph) model).getLayers();
    }

    /** The layer of that name. */
    Layer named(String name) {
        Layer layer = model instanceof MultiLayerNetwork network
                ? network.getLayer(name)
                : ((ComputationGraph) model).getLayer(name);
        if (layer == null) {
            throw new UnreadableNetworkException("The network has no layer called '" + name + "'.");
        }
        return layer;
    }

    /** The embedding [vocabulary, embedding size]. */
    public INDArray embedding() {
        return named(NetworkConfiguration.EMBEDDING).getParam("W");
    }

    /** The weights of recurrent layer {@code layer} (from 0), one entry a direction, forwards first. */
    public List<RecurrentWeights> recurrent(int layer) {
        String name = NetworkConfiguration.recurrentName(architecture, layer);
        return architecture.bidirectional()
                ? List.of(
                        RecurrentWeights.of(named(name + NetworkConfiguration.FORWARD)),
                        RecurrentWeights.of(named(name + NetworkConfiguration.BACKWARD)))
                : List.of(RecurrentWeights.of(named(name)));
    }

    /** The weights of the dense layer [directions · hidden, 1]. */
    public INDArray denseWeights() {
        return named(NetworkConfiguration.DENSE).getParam("W");
    }

    /** The bias of the dense layer [1, 1]. */
    public INDArray denseBias() {
        return named(NetworkConfiguration.DENSE).getParam("b");
    }

    /** A copy of all weights. */
    NetworkWeights weights() {
        List<List<NetworkWeights.Direction>> layers = new ArrayList<>();
        for (int layer = 0; layer < architecture.layers(); layer++) {
            layers.add(recurrent(layer).stream()
                    .map(weights -> new NetworkWeights.Direction(
                            rowMajor(weights.input()), rowMajor(weights.recurrent()), rowMajor(weights.bias())))
                    .toList());
        }
        return new NetworkWeights(
                architecture,
                rowMajor(embedding()),
                layers,
                rowMajor(denseWeights()),
                denseBias().getFloat(0));
    }

    private static float[] rowMajor(INDArray array) {
        try (INDArray copy = array.dup('c')) {
            return copy.data().asFloat();
        }
    }
}

package io.sentiment.network;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layers of a DL4J network by what they are in its architecture. All arrays are the network's own, not copies. */
record NetworkLayers(Architecture architecture, Model model) {

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
    INDArray embedding() {
        return named(NetworkConfiguration.EMBEDDING).getParam("W");
    }

    /** The weights of recurrent layer {@code layer} (from 0), one entry a direction, forwards first. */
    List<RecurrentWeights> recurrent(int layer) {
        String name = NetworkConfiguration.recurrentName(architecture, layer);
        return architecture.bidirectional()
                ? List.of(
                        RecurrentWeights.of(named(name + NetworkConfiguration.FORWARD)),
                        RecurrentWeights.of(named(name + NetworkConfiguration.BACKWARD)))
                : List.of(RecurrentWeights.of(named(name)));
    }

    /** The weights of the dense layer [directions · hidden, 1]. */
    INDArray denseWeights() {
        return named(NetworkConfiguration.DENSE).getParam("W");
    }

    /** The bias of the dense layer [1, 1]. */
    INDArray denseBias() {
        return named(NetworkConfiguration.DENSE).getParam("b");
    }
}

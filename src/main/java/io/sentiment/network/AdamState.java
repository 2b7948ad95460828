package io.sentiment.network;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What Adam knows of the updates so far. */
record AdamState(Model model) {

    /** The first and second moments, in DL4J's order: the network's own array, not a copy. */
    INDArray moments() {
        return model instanceof MultiLayerNetwork network
                ? network.getUpdater().getStateViewArray()
                : ((ComputationGraph) model).getUpdater().getStateViewArray();
    }

    /** How often the weights were updated, by which Adam corrects its moments. */
    int updates() {
        return model instanceof MultiLayerNetwork network
                ? network.getLayerWiseConfigurations().getIterationCount()
                : ((ComputationGraph) model).getConfiguration().getIterationCount();
    }

    void setUpdates(int updates) {
        if (model instanceof MultiLayerNetwork network) {
            network.getLayerWiseConfigurations().setIterationCount(updates);
        } else {
            ((ComputationGraph) model).getConfiguration().setIterationCount(updates);
        }
    }
}

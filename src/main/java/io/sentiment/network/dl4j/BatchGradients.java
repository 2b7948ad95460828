package io.sentiment.network.dl4j;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradients of one batch, which DL4J computes and keeps in the network's own array. */
public final class BatchGradients {

    private BatchGradients() {}

    /**
     * Computes them, and the loss.
     *
     * @param labels [rows, 1]
     */
    public static void compute(Model model, PaddedBatch batch, INDArray labels) {
        if (model instanceof MultiLayerNetwork network) {
            network.setInput(batch.tokenIds());
            network.setLabels(labels);
            network.setLayerMaskArrays(batch.mask(), null);
            network.computeGradientAndScore();
        } else {
            ComputationGraph graph = (ComputationGraph) model;
            graph.setInputs(batch.tokenIds());
            graph.setLabels(labels);
            graph.setLayerMaskArrays(batch.mask() == null ? null : new INDArray[] {batch.mask()}, null);
            graph.computeGradientAndScore();
        }
    }

    /** Lets the network forget the batch, as DL4J does after an update. */
    public static void forget(Model model) {
        if (model instanceof MultiLayerNetwork network) {
            network.clearLayerMaskArrays();
            network.clearLayersStates();
        } else {
            ComputationGraph graph = (ComputationGraph) model;
            graph.clearLayerMaskArrays();
            graph.clearLayersStates();
        }
    }
}

package io.sentiment.network.training;

import io.sentiment.network.LayerNames;
import io.sentiment.network.dl4j.SentimentNetwork;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/**
 * The cross entropy of a network's answers in which the rows of a batch count more or less. DL4J's own way, a mask of the
 * labels, multiplies the gradients of a single answer by it twice. For one training; the network has the loss that it had
 * after {@link #close()}.
 */
final class WeightedCrossEntropy extends LossBinaryXENT implements AutoCloseable {

    private static final long serialVersionUID = 1L;

    private final transient BaseOutputLayer layer;
    private final transient ILossFunction before;
    private transient @Nullable INDArray weights;

    /** Takes the place of the loss of {@code network}. */
    WeightedCrossEntropy(SentimentNetwork network) {
        layer = (BaseOutputLayer) network.dl4j().layer(LayerNames.DENSE).conf().getLayer();
        before = layer.getLossFn();
        layer.setLossFn(this);
    }

    /**
     * Sets the weights of the rows of the coming batch.
     *
     * @param newWeights [batch, 1], which stays the caller's, or null where each row counts as one
     */
    void weigh(@Nullable INDArray newWeights) {
        weights = newWeights;
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray output, IActivation activation, @Nullable INDArray mask, boolean average) {
        return super.computeScore(labels, output, activation, weights == null ? mask : weights, average);
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray output, IActivation activation, @Nullable INDArray mask) {
        INDArray gradient = super.computeGradient(labels, output, activation, mask);
        return weights == null ? gradient : gradient.muliColumnVector(weights);
    }

    @Override
    public void close() {
        layer.setLossFn(before);
    }
}

package io.sentiment.network.dl4j;

import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * The parameters of one direction of a recurrent layer: views of the network's own arrays. The 4·h columns of an LSTM
 * stand in DL4J's order: new value, forget gate, output gate, input gate.
 *
 * @param input [input size, k · hidden], k matrices side by side
 * @param recurrent [hidden, k · hidden]
 * @param bias [1, k · hidden]
 * @param trainable whether training changes them
 */
public record RecurrentWeights(INDArray input, INDArray recurrent, INDArray bias, boolean trainable) {

    static RecurrentWeights of(Layer layer) {
        return new RecurrentWeights(
                layer.getParam("W"),
                layer.getParam("RW"),
                layer.getParam("b"),
                !(layer.conf().getLayer().getUpdaterByParam("W") instanceof NoOp));
    }
}

package io.sentiment.network.cuda.training;

import java.util.List;

/**
 * Where the parameters of a network lie in the flat array in which DL4J keeps them, counted in floats. Each matrix lies there
 * column after column. Immutable.
 *
 * @param count of all parameters
 * @param embedding of [vocabulary, embedding size]
 * @param layers of the recurrent layers, one entry a direction, forwards first
 * @param dense of the weights [directions · hidden, 1]
 * @param denseBias of one number
 */
public record ParameterPositions(int count, int embedding, List<List<Direction>> layers, int dense, int denseBias) {

    public ParameterPositions {
        layers = layers.stream().map(List::copyOf).toList();
    }

    /**
     * One direction of a recurrent layer, whose parameters follow each other.
     *
     * @param input of [input size, k · hidden]
     * @param recurrent of [hidden, k · hidden]
     * @param bias of [k · hidden]
     * @param count of them all
     */
    public record Direction(int input, int recurrent, int bias, int count) {}
}

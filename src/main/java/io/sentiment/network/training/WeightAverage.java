package io.sentiment.network.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The exponential moving average of the weights over the updates of a training: {@code a = d·a + (1 - d)·w}, from 0 on,
 * divided by {@code 1 - d^updates} as the moments of Adam are (Kingma and Ba 2015). Owns its arrays.
 */
final class WeightAverage implements AutoCloseable {

    private final INDArray weights;
    private final double decay;
    private final INDArray sum;
    private final INDArray raw;

    /** @param weights the network's own array, which stays the caller's */
    WeightAverage(INDArray weights, double decay) {
        this.weights = weights;
        this.decay = decay;
        this.sum = Nd4j.zerosLike(weights);
        this.raw = weights.dup();
    }

    /** Before its correction, for a stored state. */
    INDArray sum() {
        return sum;
    }

    /** Takes the weights in as they are after an update. */
    void add() {
        sum.muli(decay);
        Nd4j.getBlasWrapper().level1().axpy(weights.length(), 1 - decay, weights, sum);
    }

    /** Gives the network the average over {@code updates} updates, at least one, until {@link #restore}. */
    void use(int updates) {
        raw.assign(weights);
        weights.assign(sum).divi(1 - Math.pow(decay, updates));
    }

    /** Gives the network the weights back that training goes on with. */
    void restore() {
        weights.assign(raw);
    }

    @Override
    public void close() {
        sum.close();
        raw.close();
    }
}

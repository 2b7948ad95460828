package io.sentiment.network.training;

import io.sentiment.network.dl4j.NetworkLayers;
import io.sentiment.network.dl4j.SentimentNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Drops weights between the states for one batch: the same at every time step (Merity et al. 2018, "weight drop"). The
 * network computes with the scaled matrices; when DL4J has their gradients, these are scaled too and the matrices come
 * back before they are updated.
 */
final class RecurrentDropout extends BaseTrainingListener implements AutoCloseable {

    private final Model model;
    private final double share;
    private final List<Matrix> matrices = new ArrayList<>();
    private boolean dropped;

    RecurrentDropout(SentimentNetwork network, double share) {
        this.model = network.dl4j().model();
        this.share = share;
        for (int layer = 0; layer < network.architecture().layers(); layer++) {
            for (NetworkLayers.RecurrentWeights direction : network.layers().recurrent(layer)) {
                INDArray weights = direction.recurrent();
                matrices.add(new Matrix(weights, weights.dup('f'), weights.dup('f'), direction.recurrentGradient()));
            }
        }
        model.addListeners(this);
    }

    /** Drops weights until the gradients of the coming batch are there. */
    void drop(long seed) {
        Draws draws = new Draws(seed, share);
        long number = 0;
        for (Matrix matrix : matrices) {
            matrix.original.assign(matrix.weights);
            float[] scales = new float[(int) matrix.weights.length()];
            for (int index = 0; index < scales.length; index++) {
                scales[index] = draws.scale(number++);
            }
            try (INDArray values = Nd4j.createFromArray(scales)) {
                matrix.scale.assign(values.reshape('f', matrix.weights.shape()));
            }
        }
        dropAgain();
    }

    /** Drops the same weights for another pass over the batch. */
    void dropAgain() {
        matrices.forEach(matrix -> matrix.weights.muli(matrix.scale));
        dropped = true;
    }

    @Override
    public void onBackwardPass(Model trained) {
        if (dropped) {
            for (Matrix matrix : matrices) {
                matrix.weights.assign(matrix.original);
                Objects.requireNonNull(trained.gradient().getGradientFor(matrix.gradientName), matrix.gradientName)
                        .muli(matrix.scale);
            }
            dropped = false;
        }
    }

    @Override
    public void close() {
        model.setListeners(List.of());
        for (Matrix matrix : matrices) {
            matrix.original.close();
            matrix.scale.close();
        }
    }

    private record Matrix(INDArray weights, INDArray original, INDArray scale, String gradientName) {}
}

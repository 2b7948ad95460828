package io.sentiment.network.training;

import io.sentiment.network.Architecture;
import io.sentiment.network.dl4j.NetworkConfiguration;
import io.sentiment.network.dl4j.RecurrentWeights;
import io.sentiment.network.dl4j.SentimentNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
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
        this.model = network.model();
        this.share = share;
        Architecture architecture = network.architecture();
        for (int layer = 0; layer < architecture.layers(); layer++) {
            List<RecurrentWeights> directions = network.layers().recurrent(layer);
            for (int direction = 0; direction < directions.size(); direction++) {
                INDArray weights = directions.get(direction).recurrent();
                matrices.add(new Matrix(
                        weights, weights.dup('f'), weights.dup('f'), gradientName(architecture, layer, direction)));
            }
        }
        model.addListeners(this);
    }

    /** Drops weights until the gradients of the coming batch are there. */
    void drop(SplittableRandom random) {
        for (Matrix matrix : matrices) {
            matrix.original.assign(matrix.weights);
            float[] scales = Drops.scales((int) matrix.weights.length(), share, random);
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

    /** DL4J numbers the layers of one kind of network, where the embedding is number 0, and names those of the other. */
    private String gradientName(Architecture architecture, int layer, int direction) {
        if (model instanceof MultiLayerNetwork) {
            return (layer + 1) + "_RW";
        }
        String side = direction == 0 ? NetworkConfiguration.FORWARD : NetworkConfiguration.BACKWARD;
        return NetworkConfiguration.recurrentName(architecture, layer) + side + "_RW";
    }

    private record Matrix(INDArray weights, INDArray original, INDArray scale, String gradientName) {}
}

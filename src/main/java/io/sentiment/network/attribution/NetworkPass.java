package io.sentiment.network.attribution;

import io.sentiment.network.Architecture;
import io.sentiment.network.DenseLayers;
import io.sentiment.network.NetworkWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network on some points of a path, forwards and then backwards. Keeps six arrays of [hidden] for each step, direction,
 * layer and point of an LSTM. For one thread.
 */
final class NetworkPass {

    private final DenseLayers dense;
    private final TokenPath path;
    private final float[] points;
    private final int hidden;
    private final List<List<DirectionPass>> layers = new ArrayList<>();
    private final List<StatePooling> poolings = new ArrayList<>();
    /** [points][directions · hidden] of the latest run. */
    private final float[][] pooled;

    /** @param points shares of the way, a row each */
    NetworkPass(NetworkWeights weights, List<List<DirectionWeights>> layers, TokenPath path, float[] points) {
        this.dense = new DenseLayers(weights);
        pooled = new float[points.length][weights.architecture().pooledSize()];
        this.path = path;
        this.points = points;
        Architecture architecture = weights.architecture();
        hidden = architecture.hiddenSize();
        for (List<DirectionWeights> directions : layers) {
            List<DirectionPass> layer = new ArrayList<>();
            for (int direction = 0; direction < directions.size(); direction++) {
                layer.add(new DirectionPass(
                        architecture, directions.get(direction), direction == 1, path.steps(), points.length));
            }
            this.layers.add(layer);
        }
        List<DirectionPass> top = this.layers.get(this.layers.size() - 1);
        for (int direction = 0; direction < top.size(); direction++) {
            int last = direction == 1 ? 0 : path.steps() - 1;
            poolings.add(
                    new StatePooling(architecture.pooling(), top.get(direction).states(), last));
        }
    }

    /** The log odds at each point. */
    double[] run() {
        for (int layer = 0; layer < layers.size(); layer++) {
            List<DirectionPass> directions = layers.get(layer);
            for (int direction = 0; direction < directions.size(); direction++) {
                DirectionPass pass = directions.get(direction);
                pass.run(
                        layer == 0
                                ? path.inputs(direction, points)
                                : DirectionPass.Inputs.of(layers.get(layer - 1), pass.weights(), points.length));
            }
        }
        double[] logOdds = new double[points.length];
        for (int row = 0; row < logOdds.length; row++) {
            for (int direction = 0; direction < poolings.size(); direction++) {
                System.arraycopy(poolings.get(direction).pooled(row), 0, pooled[row], direction * hidden, hidden);
            }
            logOdds[row] = dense.logOdds(pooled[row]);
        }
        return logOdds;
    }

    /**
     * Adds the gradients of the first {@code count} points, after {@link #run}.
     *
     * @param gradients of each direction of the first layer, [steps][k · hidden] in and out: with respect to the sums
     */
    void addGradients(int count, List<float[][]> gradients) {
        float[][] ofPooled = new float[count][];
        for (int row = 0; row < count; row++) {
            ofPooled[row] = dense.gradient(pooled[row]);
        }
        List<float[][][]> ofStates = new ArrayList<>();
        for (int direction = 0; direction < poolings.size(); direction++) {
            float[][] ofDirection = new float[count][];
            for (int row = 0; row < count; row++) {
                ofDirection[row] = Arrays.copyOfRange(ofPooled[row], direction * hidden, (direction + 1) * hidden);
            }
            ofStates.add(poolings.get(direction).gradients(ofDirection));
        }
        for (int layer = layers.size() - 1; layer > 0; layer--) {
            ofStates = ofStatesBelow(layers.get(layer), ofStates, count);
        }
        for (int direction = 0; direction < ofStates.size(); direction++) {
            float[][] sums = gradients.get(direction);
            layers.get(0).get(direction).runBack(ofStates.get(direction), count, (step, ofSums) -> {
                for (int row = 0; row < count; row++) {
                    add(ofSums[row], sums[step]);
                }
            });
        }
    }

    private List<float[][][]> ofStatesBelow(List<DirectionPass> layer, List<float[][][]> ofStates, int count) {
        List<float[][][]> below = new ArrayList<>();
        for (int direction = 0; direction < layer.size(); direction++) {
            below.add(new float[path.steps()][count][hidden]);
        }
        for (int direction = 0; direction < layer.size(); direction++) {
            DirectionPass pass = layer.get(direction);
            pass.runBack(ofStates.get(direction), count, (step, ofSums) -> {
                for (int input = 0; input < below.size(); input++) {
                    pass.weights().inputTransposed().get(input).add(ofSums, count, below.get(input)[step]);
                }
            });
        }
        return below;
    }

    private static void add(float[] values, float[] sums) {
        for (int index = 0; index < sums.length; index++) {
            sums[index] += values[index];
        }
    }
}

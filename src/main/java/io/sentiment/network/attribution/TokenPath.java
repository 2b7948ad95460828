package io.sentiment.network.attribution;

import io.sentiment.network.NetworkWeights;
import io.sentiment.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/**
 * The straight path from unknown tokens to the tokens of a text, as the first layer sees it. The projection of an input is
 * linear, so that a point of the path is one of two projections, and no point needs a product with the input weights.
 * Immutable.
 */
final class TokenPath {

    private final int steps;
    /** Of each direction, [k · hidden]: the unknown token. */
    private final List<float[]> starts = new ArrayList<>();
    /** Of each direction, [steps][k · hidden]: what the token is more than the unknown one. */
    private final List<float[][]> differences = new ArrayList<>();

    /** @param directions of the first layer */
    TokenPath(NetworkWeights weights, List<DirectionWeights> directions, int[] tokens) {
        steps = tokens.length;
        int size = weights.architecture().embeddingSize();
        float[] unknown = new float[size];
        System.arraycopy(weights.embedding(), Vocabulary.UNKNOWN_ID * size, unknown, 0, size);
        float[][] vectors = new float[tokens.length][size];
        for (int step = 0; step < tokens.length; step++) {
            for (int index = 0; index < size; index++) {
                vectors[step][index] = weights.embedding()[tokens[step] * size + index] - unknown[index];
            }
        }
        for (DirectionWeights direction : directions) {
            float[] start = direction.bias().clone();
            direction.input().get(0).add(new float[][] {unknown}, 1, new float[][] {start});
            starts.add(start);
            float[][] difference = new float[tokens.length][direction.columns()];
            direction.input().get(0).add(vectors, tokens.length, difference);
            differences.add(difference);
        }
    }

    int steps() {
        return steps;
    }

    /**
     * The projections of points of the path.
     *
     * @param points shares of the way, a row each
     */
    DirectionPass.Inputs inputs(int direction, float[] points) {
        float[] start = starts.get(direction);
        float[][] difference = differences.get(direction);
        return (step, sums) -> {
            for (int row = 0; row < points.length; row++) {
                move(start, difference[step], points[row], sums[row]);
            }
        };
    }

    /**
     * What each token adds to the log odds on its way.
     *
     * @param gradients of each direction, [steps][k · hidden]: mean gradients with respect to the sums
     * @return [steps]
     */
    double[] contributions(List<float[][]> gradients) {
        double[] contributions = new double[steps];
        for (int direction = 0; direction < gradients.size(); direction++) {
            for (int step = 0; step < steps; step++) {
                contributions[step] +=
                        product(differences.get(direction)[step], gradients.get(direction)[step]);
            }
        }
        return contributions;
    }

    private static void move(float[] start, float[] difference, float share, float[] sums) {
        for (int column = 0; column < sums.length; column++) {
            sums[column] = start[column] + share * difference[column];
        }
    }

    private static double product(float[] left, float[] right) {
        double sum = 0;
        for (int index = 0; index < left.length; index++) {
            sum += (double) left[index] * right[index];
        }
        return sum;
    }
}

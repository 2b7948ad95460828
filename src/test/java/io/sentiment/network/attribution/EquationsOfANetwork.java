package io.sentiment.network.attribution;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Pooling;
import java.util.Arrays;
import java.util.List;

/** A network in double precision, as its equations say, on any inputs. */
final class EquationsOfANetwork {

    private final NetworkWeights weights;
    private final Architecture architecture;
    private final int hidden;

    EquationsOfANetwork(NetworkWeights weights) {
        this.weights = weights;
        architecture = weights.architecture();
        hidden = architecture.hiddenSize();
    }

    /** The vectors of tokens, [tokens][embedding size]. */
    double[][] embedded(int[] tokens) {
        int size = architecture.embeddingSize();
        double[][] vectors = new double[tokens.length][size];
        for (int step = 0; step < tokens.length; step++) {
            for (int index = 0; index < size; index++) {
                vectors[step][index] = weights.embedding()[tokens[step] * size + index];
            }
        }
        return vectors;
    }

    double logOdds(double[][] vectors) {
        double[][] inputs = vectors;
        for (List<NetworkWeights.Direction> directions : weights.layers()) {
            double[][] states = new double[inputs.length][directions.size() * hidden];
            for (int direction = 0; direction < directions.size(); direction++) {
                run(directions.get(direction), inputs, direction, states);
            }
            inputs = states;
        }
        double sum = weights.denseBias();
        for (int index = 0; index < weights.dense().length; index++) {
            sum += weights.dense()[index] * pooled(inputs, index);
        }
        return sum;
    }

    private void run(NetworkWeights.Direction direction, double[][] inputs, int number, double[][] states) {
        double[] state = new double[hidden];
        double[] cell = new double[hidden];
        for (int index = 0; index < inputs.length; index++) {
            int step = number == 1 ? inputs.length - 1 - index : index;
            double[] sums = sums(direction, inputs[step], state);
            for (int unit = 0; unit < hidden; unit++) {
                double value = Math.tanh(sums[unit]);
                if (architecture.cell() == Cell.LSTM) {
                    cell[unit] = sigmoid(sums[hidden + unit]) * cell[unit] + sigmoid(sums[3 * hidden + unit]) * value;
                    value = sigmoid(sums[2 * hidden + unit]) * Math.tanh(cell[unit]);
                }
                state[unit] = value;
                states[step][number * hidden + unit] = value;
            }
        }
    }

    private double[] sums(NetworkWeights.Direction direction, double[] input, double[] state) {
        double[] sums = new double[architecture.cell().matrices() * hidden];
        for (int column = 0; column < sums.length; column++) {
            sums[column] = direction.bias()[column];
            for (int index = 0; index < input.length; index++) {
                sums[column] += input[index] * direction.input()[index * sums.length + column];
            }
            for (int unit = 0; unit < hidden; unit++) {
                sums[column] += state[unit] * direction.recurrent()[unit * sums.length + column];
            }
        }
        return sums;
    }

    private double pooled(double[][] states, int index) {
        double[] values =
                Arrays.stream(states).mapToDouble(state -> state[index]).toArray();
        if (architecture.pooling() == Pooling.LAST) {
            return values[index < hidden ? values.length - 1 : 0];
        }
        return architecture.pooling() == Pooling.MEAN
                ? Arrays.stream(values).average().orElseThrow()
                : Arrays.stream(values).max().orElseThrow();
    }

    private static double sigmoid(double value) {
        return 1 / (1 + Math.exp(-value));
    }
}

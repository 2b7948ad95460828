package io.sentiment.benchmark.gpu;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.NetworkWeights.Direction;
import io.sentiment.network.Pooling;
import io.sentiment.text.EncodedText;
import java.util.Arrays;
import java.util.List;

/**
 * A network as it is written down, in double precision and without any library: what engines are held against. Formulas of
 * the LSTM: Gers, Schmidhuber and Cummins 2000, without peepholes. Immutable.
 */
final class DoublePrecision {

    private final NetworkWeights weights;
    private final Architecture architecture;

    DoublePrecision(NetworkWeights weights) {
        this.weights = weights;
        this.architecture = weights.architecture();
    }

    /** The probability, for each text, that it is positive; on all processors. */
    double[] positiveProbabilities(List<EncodedText> texts) {
        return texts.parallelStream().mapToDouble(this::positiveProbability).toArray();
    }

    private double positiveProbability(EncodedText text) {
        double[][] inputs = embedded(text);
        double[] features = {};
        for (List<Direction> directions : weights.layers()) {
            double[][][] outputs = new double[directions.size()][][];
            for (int direction = 0; direction < outputs.length; direction++) {
                outputs[direction] = states(directions.get(direction), inputs, direction == 1);
            }
            inputs = sideBySide(outputs);
            features = pooled(outputs);
        }
        double logOdds = weights.denseBias();
        for (int unit = 0; unit < features.length; unit++) {
            logOdds += features[unit] * weights.dense()[unit];
        }
        return sigmoid(logOdds);
    }

    /** [token, embedding size] */
    private double[][] embedded(EncodedText text) {
        int size = architecture.embeddingSize();
        double[][] vectors = new double[text.length()][size];
        for (int token = 0; token < vectors.length; token++) {
            for (int column = 0; column < size; column++) {
                vectors[token][column] = weights.embedding()[text.tokenIds()[token] * size + column];
            }
        }
        return vectors;
    }

    /** The state at each token [token, hidden] of a direction that reads from the last token to the first if told so. */
    private double[][] states(Direction direction, double[][] inputs, boolean backwards) {
        int hidden = architecture.hiddenSize();
        double[][] states = new double[inputs.length][];
        double[] state = new double[hidden];
        double[] cell = new double[hidden];
        for (int step = 0; step < inputs.length; step++) {
            int token = backwards ? inputs.length - 1 - step : step;
            double[] sums = new double[direction.bias().length];
            for (int column = 0; column < sums.length; column++) {
                sums[column] = direction.bias()[column];
            }
            addProduct(sums, inputs[token], direction.input());
            addProduct(sums, state, direction.recurrent());
            state = new double[hidden];
            for (int unit = 0; unit < hidden; unit++) {
                if (architecture.cell() == Cell.LSTM) {
                    double value = Math.tanh(sums[unit]);
                    double forget = sigmoid(sums[hidden + unit]);
                    double output = sigmoid(sums[2 * hidden + unit]);
                    double input = sigmoid(sums[3 * hidden + unit]);
                    cell[unit] = forget * cell[unit] + input * value;
                    state[unit] = output * Math.tanh(cell[unit]);
                } else {
                    state[unit] = Math.tanh(sums[unit]);
                }
            }
            states[token] = state;
        }
        return states;
    }

    /** sums [columns] += vector [rows] · matrix [rows, columns] */
    private static void addProduct(double[] sums, double[] vector, float[] matrix) {
        int columns = sums.length;
        for (int row = 0; row < vector.length; row++) {
            double factor = vector[row];
            int first = row * columns;
            for (int column = 0; column < columns; column++) {
                sums[column] += factor * matrix[first + column];
            }
        }
    }

    /** [token, directions · hidden] of [direction, token, hidden] */
    private static double[][] sideBySide(double[][][] outputs) {
        double[][] joined = new double[outputs[0].length][];
        for (int token = 0; token < joined.length; token++) {
            int at = token;
            joined[token] = Arrays.stream(outputs)
                    .flatMapToDouble(direction -> Arrays.stream(direction[at]))
                    .toArray();
        }
        return joined;
    }

    /** What the dense layer gets [directions · hidden] of [direction, token, hidden] */
    private double[] pooled(double[][][] outputs) {
        int hidden = architecture.hiddenSize();
        double[] features = new double[outputs.length * hidden];
        for (int direction = 0; direction < outputs.length; direction++) {
            double[][] states = outputs[direction];
            for (int unit = 0; unit < hidden; unit++) {
                int at = unit;
                // A backward direction has its last state at the first token.
                double[] last = direction == 1 ? states[0] : states[states.length - 1];
                features[direction * hidden + unit] = architecture.pooling() == Pooling.LAST
                        ? last[unit]
                        : architecture.pooling() == Pooling.MEAN
                                ? Arrays.stream(states)
                                        .mapToDouble(state -> state[at])
                                        .average()
                                        .orElseThrow()
                                : Arrays.stream(states)
                                        .mapToDouble(state -> state[at])
                                        .max()
                                        .orElseThrow();
            }
        }
        return features;
    }

    private static double sigmoid(double value) {
        return 1 / (1 + Math.exp(-value));
    }
}

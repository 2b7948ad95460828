package io.sentiment.network.trace;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Pooling;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Computes a network as its equations say (Hochreiter and Schmidhuber 1997; Gers et al. 2000; Elman 1990) and keeps every
 * value on the way, in plain Java. Immutable and thread-safe.
 *
 * <p>A network that reads forwards is computed once. What a direction that reads backwards has seen of a text depends on
 * where the text ends, so that such a network is computed again for each token at which it might end.
 */
public final class NetworkTracer {

    private final NetworkWeights weights;
    private final Architecture architecture;
    private final List<List<Matrices>> layers = new ArrayList<>();

    /** Copies the weights of the recurrent layers; shares the embedding. */
    public NetworkTracer(NetworkWeights weights) {
        this.weights = weights;
        this.architecture = weights.architecture();
        weights.layers()
                .forEach(directions -> layers.add(directions.stream()
                        .map(direction -> matrices(direction))
                        .toList()));
    }

    private Matrices matrices(NetworkWeights.Direction direction) {
        int columns = architecture.cell().matrices() * architecture.hiddenSize();
        return new Matrices(rows(direction.input(), columns), rows(direction.recurrent(), columns), direction.bias());
    }

    private static float[][] rows(float[] matrix, int columns) {
        float[][] rows = new float[matrix.length / columns][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(matrix, row * columns, (row + 1) * columns);
        }
        return rows;
    }

    /**
     * Computes a text.
     *
     * @throws IllegalArgumentException if the network cannot read it, see {@link Architecture#requireReadable}
     */
    public Trace trace(EncodedText text) {
        architecture.requireReadable(text);
        int[] tokens = text.tokenIds();
        List<List<Trace.Direction>> computed = compute(tokens);
        double[] positive = new double[tokens.length];
        for (int end = 1; end <= tokens.length; end++) {
            List<Trace.Direction> top = architecture.bidirectional() && end < tokens.length
                    ? last(compute(Arrays.copyOf(tokens, end)))
                    : last(computed);
            positive[end - 1] = probability(pooled(top, end));
        }
        return new Trace(computed, positive, winners(last(computed), tokens.length));
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    private List<List<Trace.Direction>> compute(int[] tokens) {
        float[][] inputs = new float[tokens.length][];
        int size = architecture.embeddingSize();
        for (int step = 0; step < tokens.length; step++) {
            inputs[step] = Arrays.copyOfRange(weights.embedding(), tokens[step] * size, (tokens[step] + 1) * size);
        }
        List<List<Trace.Direction>> computed = new ArrayList<>();
        for (List<Matrices> directions : layers) {
            List<Trace.Direction> layer = new ArrayList<>();
            for (int direction = 0; direction < directions.size(); direction++) {
                layer.add(compute(directions.get(direction), inputs, direction == 1));
            }
            inputs = sideBySide(layer, tokens.length);
            computed.add(layer);
        }
        return computed;
    }

    private Trace.Direction compute(Matrices matrices, float[][] inputs, boolean backwards) {
        int hidden = architecture.hiddenSize();
        Trace.Direction computed = Trace.Direction.of(architecture.cell(), inputs.length, hidden);
        float[] state = new float[hidden];
        float[] cell = new float[hidden];
        for (int index = 0; index < inputs.length; index++) {
            int step = backwards ? inputs.length - 1 - index : index;
            float[] sums = matrices.sums(inputs[step], state);
            state = computed.state()[step];
            if (architecture.cell() == Cell.LSTM) {
                advance(computed, step, sums, cell);
                cell = Objects.requireNonNull(computed.cell())[step];
            } else {
                for (int unit = 0; unit < hidden; unit++) {
                    state[unit] = (float) Math.tanh(sums[unit]);
                }
            }
        }
        return computed;
    }

    /** @param sums [4 · hidden] of new value, forget gate, output gate and input gate, before their activations */
    private static void advance(Trace.Direction computed, int step, float[] sums, float[] before) {
        int hidden = before.length;
        float[] newValue = Objects.requireNonNull(computed.newValue())[step];
        float[] forget = Objects.requireNonNull(computed.forget())[step];
        float[] output = Objects.requireNonNull(computed.output())[step];
        float[] input = Objects.requireNonNull(computed.input())[step];
        float[] cell = Objects.requireNonNull(computed.cell())[step];
        for (int unit = 0; unit < hidden; unit++) {
            newValue[unit] = (float) Math.tanh(sums[unit]);
            forget[unit] = sigmoid(sums[hidden + unit]);
            output[unit] = sigmoid(sums[2 * hidden + unit]);
            input[unit] = sigmoid(sums[3 * hidden + unit]);
            cell[unit] = forget[unit] * before[unit] + input[unit] * newValue[unit];
            computed.state()[step][unit] = output[unit] * (float) Math.tanh(cell[unit]);
        }
    }

    /** [steps, directions · hidden] */
    private static float[][] sideBySide(List<Trace.Direction> directions, int steps) {
        float[][] states = new float[steps][];
        for (int step = 0; step < steps; step++) {
            float[] forwards = directions.get(0).state()[step];
            states[step] = Arrays.copyOf(forwards, directions.size() * forwards.length);
            if (directions.size() > 1) {
                System.arraycopy(directions.get(1).state()[step], 0, states[step], forwards.length, forwards.length);
            }
        }
        return states;
    }

    /** What the dense layer gets of a text that ends after that many tokens, [directions · hidden]. */
    private float[] pooled(List<Trace.Direction> directions, int end) {
        int hidden = architecture.hiddenSize();
        float[] pooled = new float[directions.size() * hidden];
        for (int direction = 0; direction < directions.size(); direction++) {
            float[][] states = directions.get(direction).state();
            for (int unit = 0; unit < hidden; unit++) {
                pooled[direction * hidden + unit] = switch (architecture.pooling()) {
                    case LAST -> states[direction == 0 ? end - 1 : 0][unit];
                    case MEAN -> mean(states, unit, end);
                    case MAX -> states[largest(states, unit, end)][unit];
                };
            }
        }
        return pooled;
    }

    private static float mean(float[][] states, int unit, int end) {
        double sum = 0;
        for (int step = 0; step < end; step++) {
            sum += states[step][unit];
        }
        return (float) (sum / end);
    }

    private static int largest(float[][] states, int unit, int end) {
        int largest = 0;
        for (int step = 1; step < end; step++) {
            largest = states[step][unit] > states[largest][unit] ? step : largest;
        }
        return largest;
    }

    private int @Nullable [] winners(List<Trace.Direction> directions, int end) {
        if (architecture.pooling() != Pooling.MAX) {
            return null;
        }
        int hidden = architecture.hiddenSize();
        int[] winners = new int[directions.size() * hidden];
        for (int index = 0; index < winners.length; index++) {
            winners[index] = largest(directions.get(index / hidden).state(), index % hidden, end);
        }
        return winners;
    }

    private double probability(float[] pooled) {
        double sum = weights.denseBias();
        for (int index = 0; index < pooled.length; index++) {
            sum += (double) weights.dense()[index] * pooled[index];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    private static float sigmoid(float value) {
        return (float) (1 / (1 + Math.exp(-value)));
    }

    /**
     * Of one direction. A row a unit of the input: the JIT compiler adds whole rows with vector instructions.
     *
     * @param input [input size][k · hidden]
     * @param recurrent [hidden][k · hidden]
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody sees it.
    private record Matrices(float[][] input, float[][] recurrent, float[] bias) {

        /** x·W + h·R + b, [k · hidden]. */
        float[] sums(float[] inputs, float[] state) {
            float[] sums = bias.clone();
            add(inputs, input, sums);
            add(state, recurrent, sums);
            return sums;
        }

        private static void add(float[] factors, float[][] rows, float[] sums) {
            for (int index = 0; index < factors.length; index++) {
                float factor = factors[index];
                float[] row = rows[index];
                for (int column = 0; column < sums.length; column++) {
                    sums[column] += factor * row[column];
                }
            }
        }
    }
}

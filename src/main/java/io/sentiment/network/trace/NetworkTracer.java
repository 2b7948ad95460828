package io.sentiment.network.trace;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.Function;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Particulars;
import io.sentiment.network.onednn.Activations;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Computes a network as its equations say (Hochreiter and Schmidhuber 1997; Gers et al. 2000; Elman 1990) and keeps every
 * value on the way, in plain Java. Immutable and thread-safe.
 *
 * <p>A network that reads forwards is computed once. What a direction that reads backwards has seen of a text depends on
 * where the text ends, so that such a network is computed again for each token at which it might end: by this class, or,
 * which is far quicker, by an engine in one batch of {@link #prefixes}.
 */
public final class NetworkTracer {

    private final NetworkWeights weights;
    private final Architecture architecture;
    private final List<List<Matrices>> layers = new ArrayList<>();
    private final ReadOut readOut;

    /** Copies the weights of the recurrent layers; shares the embedding. */
    public NetworkTracer(NetworkWeights weights) {
        this.weights = weights;
        this.architecture = weights.architecture();
        this.readOut = new ReadOut(weights);
        weights.layers()
                .forEach(directions -> layers.add(directions.stream()
                        .map(direction -> matrices(direction))
                        .toList()));
    }

    private Matrices matrices(NetworkWeights.Direction direction) {
        int columns = architecture.cell().matrices() * architecture.hiddenSize();
        return new Matrices(
                WeightRows.of(direction.input(), columns),
                WeightRows.of(direction.recurrent(), columns),
                direction.bias());
    }

    /**
     * The texts whose probabilities a trace needs besides the text itself: all that a text begins with, the shortest first;
     * none for a network that reads forwards.
     */
    public List<EncodedText> prefixes(EncodedText text) {
        int[] tokens = text.tokenIds();
        return architecture.bidirectional()
                ? IntStream.range(1, tokens.length)
                        .mapToObj(end -> new EncodedText(Arrays.copyOf(tokens, end), end, 0, false))
                        .toList()
                : List.of();
    }

    /**
     * Computes a text and its prefixes.
     *
     * @throws IllegalArgumentException if the network cannot read it, see {@link Architecture#requireReadable}
     */
    public Trace trace(EncodedText text) {
        architecture.requireReadable(text);
        int[] tokens = text.tokenIds();
        List<List<Trace.Direction>> computed = compute(tokens);
        float[] positive = new float[architecture.bidirectional() ? tokens.length - 1 : 0];
        if (positive.length > 0) {
            float[][] projections = layers.get(0).get(1).projections(embedded(tokens));
            for (int end = 1; end < tokens.length; end++) {
                positive[end - 1] = (float) readOut.probability(topOfPrefix(computed, projections, end), end);
            }
        }
        return trace(computed, positive);
    }

    /**
     * Computes a text whose prefixes somebody else has computed.
     *
     * @param ofPrefixes the probabilities of {@link #prefixes}
     * @throws IllegalArgumentException if the network cannot read the text, or the probabilities are not as many as the
     *     prefixes
     */
    public Trace trace(EncodedText text, float[] ofPrefixes) {
        architecture.requireReadable(text);
        int[] tokens = text.tokenIds();
        if (ofPrefixes.length != (architecture.bidirectional() ? tokens.length - 1 : 0)) {
            throw new IllegalArgumentException("There are " + ofPrefixes.length + " probabilities for the prefixes of "
                    + tokens.length + " tokens.");
        }
        return trace(compute(tokens), ofPrefixes);
    }

    private Trace trace(List<List<Trace.Direction>> computed, float[] ofPrefixes) {
        List<Trace.Direction> top = last(computed);
        int steps = top.get(0).state().length;
        double[] positive = architecture.bidirectional()
                ? IntStream.rangeClosed(1, steps)
                        .mapToDouble(
                                end -> end <= ofPrefixes.length ? ofPrefixes[end - 1] : readOut.probability(top, end))
                        .toArray()
                : readOut.afterEachStep(top.get(0).state());
        return new Trace(computed, positive, readOut.winners(top, steps));
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    private List<List<Trace.Direction>> compute(int[] tokens) {
        float[][] inputs = embedded(tokens);
        List<List<Trace.Direction>> computed = new ArrayList<>();
        for (List<Matrices> directions : layers) {
            List<Trace.Direction> layer = compute(directions, inputs);
            inputs = sideBySide(layer, tokens.length);
            computed.add(layer);
        }
        return computed;
    }

    /**
     * The last layer of a text that ends sooner. What the first layer reads forwards is the same, and so are the inputs of
     * what it reads backwards.
     *
     * @param projections of the first layer's backward direction
     */
    private List<Trace.Direction> topOfPrefix(List<List<Trace.Direction>> computed, float[][] projections, int end) {
        List<Trace.Direction> layer =
                List.of(computed.get(0).get(0), run(layers.get(0).get(1), Arrays.copyOf(projections, end), true));
        for (List<Matrices> directions : layers.subList(1, layers.size())) {
            layer = compute(directions, sideBySide(layer, end));
        }
        return layer;
    }

    private float[][] embedded(int[] tokens) {
        float[][] vectors = new float[tokens.length][];
        int size = architecture.embeddingSize();
        for (int step = 0; step < tokens.length; step++) {
            vectors[step] = Arrays.copyOfRange(weights.embedding(), tokens[step] * size, (tokens[step] + 1) * size);
        }
        return vectors;
    }

    private List<Trace.Direction> compute(List<Matrices> directions, float[][] inputs) {
        List<Trace.Direction> layer = new ArrayList<>();
        for (int direction = 0; direction < directions.size(); direction++) {
            Matrices matrices = directions.get(direction);
            layer.add(run(matrices, matrices.projections(inputs), direction == 1));
        }
        return layer;
    }

    /** @param projections [steps][k · hidden] of the inputs, with bias */
    private Trace.Direction run(Matrices matrices, float[][] projections, boolean backwards) {
        int hidden = architecture.hiddenSize();
        Particulars particulars = architecture.particularsOrNone();
        Trace.Direction computed = Trace.Direction.of(architecture.cell(), projections.length, hidden);
        float[] state = new float[hidden];
        float[] cell = new float[hidden];
        for (int index = 0; index < projections.length; index++) {
            int step = backwards ? projections.length - 1 - index : index;
            float[] sums = projections[step].clone();
            matrices.recurrent().addProducts(new float[][] {state}, 1, new float[][] {sums});
            state = computed.state()[step];
            if (architecture.cell() == Cell.LSTM) {
                advance(computed, step, sums, cell, particulars);
                cell = Objects.requireNonNull(computed.cell())[step];
            } else {
                System.arraycopy(sums, 0, state, 0, hidden);
                apply(particulars.state(), state);
            }
        }
        return computed;
    }

    /** @param sums [4 · hidden] of new value, forget gate, output gate and input gate, before their activations */
    private static void advance(
            Trace.Direction computed, int step, float[] sums, float[] before, Particulars particulars) {
        int hidden = before.length;
        float[] newValue = Objects.requireNonNull(computed.newValue())[step];
        float[] forget = Objects.requireNonNull(computed.forget())[step];
        float[] output = Objects.requireNonNull(computed.output())[step];
        float[] input = Objects.requireNonNull(computed.input())[step];
        float[] cell = Objects.requireNonNull(computed.cell())[step];
        System.arraycopy(sums, 0, newValue, 0, hidden);
        System.arraycopy(sums, hidden, forget, 0, hidden);
        System.arraycopy(sums, 2 * hidden, output, 0, hidden);
        System.arraycopy(sums, 3 * hidden, input, 0, hidden);
        apply(particulars.state(), newValue);
        apply(particulars.gates(), forget);
        apply(particulars.gates(), output);
        apply(particulars.gates(), input);
        update(before, newValue, forget, input, cell);
        open(cell, output, computed.state()[step], particulars.state());
    }

    private static void update(float[] before, float[] newValue, float[] forget, float[] input, float[] cell) {
        for (int unit = 0; unit < cell.length; unit++) {
            cell[unit] = forget[unit] * before[unit] + input[unit] * newValue[unit];
        }
    }

    private static void open(float[] cell, float[] output, float[] state, Function function) {
        System.arraycopy(cell, 0, state, 0, state.length);
        apply(function, state);
        for (int unit = 0; unit < state.length; unit++) {
            state[unit] *= output[unit];
        }
    }

    private static void apply(Function function, float[] values) {
        switch (function) {
            case TANH -> Activations.tanh(values);
            case SIGMOID -> Activations.sigmoid(values);
            default -> {
                for (int index = 0; index < values.length; index++) {
                    values[index] = (float) function.of(values[index]);
                }
            }
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

    /**
     * Of one direction.
     *
     * @param input [input size, k · hidden]
     * @param recurrent [hidden, k · hidden]
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody sees it.
    private record Matrices(WeightRows input, WeightRows recurrent, float[] bias) {

        /** x·W + b of each step, [steps][k · hidden]. */
        float[][] projections(float[][] inputs) {
            float[][] projections = new float[inputs.length][];
            for (int step = 0; step < inputs.length; step++) {
                projections[step] = bias.clone();
            }
            input.addProducts(inputs, inputs.length, projections);
            return projections;
        }
    }
}

package io.sentiment.network.dl4j;

import io.sentiment.network.Architecture;
import io.sentiment.network.LayerNames;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.ParameterCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The weights of a DL4J network by what they are in its architecture, to read and to change. All arrays are the network's
 * own, not copies.
 */
public record NetworkLayers(Architecture architecture, Dl4jNetwork network) {

    /** The embedding [vocabulary, embedding size]. */
    public INDArray embedding() {
        return network.layer(LayerNames.EMBEDDING).getParam("W");
    }

    /** The weights of recurrent layer {@code layer} (from 0), one entry a direction, forwards first. */
    public List<RecurrentWeights> recurrent(int layer) {
        return IntStream.range(0, architecture.directions())
                .mapToObj(direction -> recurrent(LayerNames.recurrent(architecture, layer, direction)))
                .toList();
    }

    private RecurrentWeights recurrent(String name) {
        Layer layer = network.layer(name);
        return new RecurrentWeights(
                layer.getParam("W"), layer.getParam("RW"), layer.getParam("b"), network.gradientName(name, "RW"));
    }

    /** Where a parameter begins in the flat array of all, counted in floats; where ND4J computes on the CPU. */
    public int position(INDArray parameter) {
        long bytes = NativeArrays.address(parameter).address()
                - NativeArrays.address(network.model().params()).address();
        return Math.toIntExact(bytes / Float.BYTES);
    }

    /** The weights of the dense layer that answers [its inputs, 1]. */
    public INDArray denseWeights() {
        return network.layer(LayerNames.DENSE).getParam("W");
    }

    /** The weights [directions · hidden, values] and the bias [1, values] of the dense layer between; null without one. */
    public @Nullable DenseWeights between() {
        if (architecture.particularsOrNone().denseSize() == 0) {
            return null;
        }
        Layer layer = network.layer(LayerNames.BETWEEN);
        return new DenseWeights(layer.getParam("W"), layer.getParam("b"));
    }

    /** The bias of the dense layer that answers [1, 1]. */
    public INDArray denseBias() {
        return network.layer(LayerNames.DENSE).getParam("b");
    }

    /** What the arrays hold. */
    ParameterCount count() {
        List<List<ParameterCount.Direction>> layers = new ArrayList<>();
        for (int layer = 0; layer < architecture.layers(); layer++) {
            layers.add(recurrent(layer).stream()
                    .map(weights -> new ParameterCount.Direction(
                            size(weights.input()),
                            size(weights.recurrent()),
                            weights.bias().length()))
                    .toList());
        }
        return new ParameterCount(
                architecture,
                size(embedding()),
                layers,
                between() == null ? null : size(between().weights()),
                size(denseWeights()),
                denseBias().length());
    }

    private static ParameterCount.Matrix size(INDArray matrix) {
        return new ParameterCount.Matrix(matrix.rows(), matrix.columns());
    }

    /** A copy of all weights. */
    NetworkWeights weights() {
        List<List<NetworkWeights.Direction>> layers = new ArrayList<>();
        for (int layer = 0; layer < architecture.layers(); layer++) {
            layers.add(recurrent(layer).stream()
                    .map(weights -> new NetworkWeights.Direction(
                            rowMajor(weights.input()), rowMajor(weights.recurrent()), rowMajor(weights.bias())))
                    .toList());
        }
        DenseWeights between = between();
        return new NetworkWeights(
                architecture,
                rowMajor(embedding()),
                layers,
                between == null
                        ? null
                        : new NetworkWeights.Dense(rowMajor(between.weights()), rowMajor(between.bias())),
                rowMajor(denseWeights()),
                denseBias().getFloat(0));
    }

    /**
     * Gives the embedding other values.
     *
     * @param values [vocabulary, embedding size], row-major
     * @throws IllegalArgumentException if these are too few or too many
     */
    public void replaceEmbedding(float[] values) {
        replace(embedding(), values);
    }

    /** Takes the weights of a network of the same architecture. */
    void replace(NetworkWeights weights) {
        replaceEmbedding(weights.embedding());
        for (int layer = 0; layer < architecture.layers(); layer++) {
            for (int direction = 0; direction < architecture.directions(); direction++) {
                RecurrentWeights mine = recurrent(layer).get(direction);
                NetworkWeights.Direction theirs = weights.layers().get(layer).get(direction);
                replace(mine.input(), theirs.input());
                replace(mine.recurrent(), theirs.recurrent());
                replace(mine.bias(), theirs.bias());
            }
        }
        replace(denseWeights(), weights.dense());
        replace(denseBias(), new float[] {weights.denseBias()});
    }

    private static void replace(INDArray array, float[] values) {
        if (values.length != array.length()) {
            throw new IllegalArgumentException(
                    "There must be " + array.length() + " weights, but there are " + values.length + ".");
        }
        try (INDArray rows = Nd4j.create(values, array.shape(), 'c')) {
            array.assign(rows);
        }
    }

    /** From now on the log odds of every answer are divided by {@code temperature}; labels at one half stay. */
    public void divideLogOdds(double temperature) {
        denseWeights().divi(temperature);
        denseBias().divi(temperature);
    }

    /**
     * Takes the weights of a network of the same shape, whose vocabulary may have been smaller: the embeddings of further tokens
     * stay as they are.
     */
    void continueFrom(NetworkLayers earlier) {
        int known = earlier.architecture.vocabularySize();
        embedding().get(NDArrayIndex.interval(0, known), NDArrayIndex.all()).assign(earlier.embedding());
        for (int layer = 0; layer < architecture.layers(); layer++) {
            for (int direction = 0; direction < architecture.directions(); direction++) {
                recurrent(layer).get(direction).assign(earlier.recurrent(layer).get(direction));
            }
        }
        DenseWeights between = between();
        if (between != null) {
            between.assign(Objects.requireNonNull(earlier.between()));
        }
        denseWeights().assign(earlier.denseWeights());
        denseBias().assign(earlier.denseBias());
    }

    /** Takes the weights of a network of the same architecture. */
    void take(NetworkWeights weights) {
        replaceEmbedding(weights.embedding());
        for (int layer = 0; layer < architecture.layers(); layer++) {
            for (int direction = 0; direction < architecture.directions(); direction++) {
                RecurrentWeights own = recurrent(layer).get(direction);
                NetworkWeights.Direction given = weights.layers().get(layer).get(direction);
                assign(own.input(), given.input());
                assign(own.recurrent(), given.recurrent());
                assign(own.bias(), given.bias());
            }
        }
        DenseWeights between = between();
        if (between != null) {
            NetworkWeights.Dense given = Objects.requireNonNull(weights.between());
            assign(between.weights(), given.weights());
            assign(between.bias(), given.bias());
        }
        assign(denseWeights(), weights.dense());
        denseBias().assign(weights.denseBias());
    }

    private static void assign(INDArray array, float[] values) {
        try (INDArray rows = Nd4j.create(values, array.shape(), 'c')) {
            array.assign(rows);
        }
    }

    private static float[] rowMajor(INDArray array) {
        try (INDArray copy = array.dup('c')) {
            return copy.data().asFloat();
        }
    }

    /**
     * The parameters of one direction of a recurrent layer: views of the network's own arrays. The 4·h columns of an LSTM
     * stand in DL4J's order: new value, forget gate, output gate, input gate.
     *
     * @param input [input size, k · hidden], k matrices side by side
     * @param recurrent [hidden, k · hidden]
     * @param bias [1, k · hidden]
     * @param recurrentGradient the name by which DL4J knows the gradient of {@code recurrent}
     */
    public record RecurrentWeights(INDArray input, INDArray recurrent, INDArray bias, String recurrentGradient) {

        /** Takes other values, of the same shapes. */
        public void assign(RecurrentWeights other) {
            input.assign(other.input);
            recurrent.assign(other.recurrent);
            bias.assign(other.bias);
        }
    }

    /**
     * The parameters of the dense layer between: views of the network's own arrays.
     *
     * @param weights [directions · hidden, values]
     * @param bias [1, values]
     */
    public record DenseWeights(INDArray weights, INDArray bias) {

        void assign(DenseWeights other) {
            weights.assign(other.weights);
            bias.assign(other.bias);
        }
    }
}

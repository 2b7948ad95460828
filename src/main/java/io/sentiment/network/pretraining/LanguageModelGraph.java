package io.sentiment.network.pretraining;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.LayerNames;
import io.sentiment.network.Precision;
import io.sentiment.network.dl4j.Acceleration;
import io.sentiment.network.dl4j.Dl4jGraph;
import io.sentiment.network.dl4j.NativeArrays;
import io.sentiment.network.dl4j.NetworkLayers;
import io.sentiment.network.dl4j.SentimentNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * A DL4J network of the embedding and recurrent layers of an architecture that gives the states after each token, and
 * is trained by gradients of these states. Each direction reads by itself. A bidirectional architecture gives only its
 * lowest recurrent layer: the layers above it read both directions, and would know what they are to predict. Owns native
 * memory until {@link #close()}; not thread-safe.
 */
final class LanguageModelGraph implements AutoCloseable {

    private static final String TOKENS = "tokens";

    /** Falls linearly to 0. */
    static final double LEARNING_RATE = 0.002;

    /** L2 norm to which the gradient of each layer is clipped. */
    static final double GRADIENT_NORM = 1;

    private final Architecture architecture;
    private final int layers;
    private final Dl4jGraph graph;
    private final NetworkLayers weights;
    private final Acceleration acceleration;
    private int updates;

    /**
     * The layers of a network.
     *
     * @param plannedUpdates over which the learning rate falls
     * @param precision of products, fp32 or bf16
     */
    LanguageModelGraph(SentimentNetwork network, int plannedUpdates, Precision precision) {
        architecture = network.architecture();
        layers = architecture.bidirectional() ? 1 : architecture.layers();
        graph = Dl4jGraph.of(configuration(plannedUpdates), null);
        weights = new NetworkLayers(architecture, graph);
        acceleration = Acceleration.of(graph, precision);
        copy(network.layers(), weights);
    }

    /**
     * One update of the weights.
     *
     * @param windows what is read
     * @param objective asked for each direction
     */
    void train(PackedWindows.Batch windows, Objective objective) {
        try (INDArray ids = Nd4j.createFromArray(windows.tokensAsFloats())) {
            Map<String, INDArray> activations = graph.activations(ids);
            INDArray[] gradients = new INDArray[architecture.directions()];
            for (int direction = 0; direction < gradients.length; direction++) {
                INDArray states = Objects.requireNonNull(
                        activations.get(LayerNames.recurrent(architecture, layers - 1, direction)));
                gradients[direction] = gradient(direction, states, objective);
            }
            graph.descend(gradients, updates++, acceleration);
            Stream.concat(activations.values().stream(), Stream.of(gradients))
                    .filter(array -> array != ids && array.closeable())
                    .forEach(INDArray::close);
        }
    }

    /** Gives the layers of {@code network} that this graph has the weights of this graph. */
    void copyTo(SentimentNetwork network) {
        copy(weights, network.layers());
    }

    @Override
    public void close() {
        acceleration.close();
        graph.close();
    }

    /** From states [batch, hidden, steps] to ∂L/∂states of the same shape. */
    private static INDArray gradient(int direction, INDArray states, Objective objective) {
        long batch = states.size(0);
        long hidden = states.size(1);
        long steps = states.size(2);
        INDArray gradient = Nd4j.createUninitialized(DataType.FLOAT, new long[] {steps, batch, hidden}, 'c');
        INDArray ofRows = gradient.reshape('c', steps * batch, hidden);
        if (NativeArrays.sequences(states).isTimeMajor()) {
            objective.differentiate(direction, states.permute(2, 0, 1).reshape('c', steps * batch, hidden), ofRows);
        } else {
            try (INDArray rows = states.permute(2, 0, 1).dup('c')) {
                objective.differentiate(direction, rows.reshape('c', steps * batch, hidden), ofRows);
            }
        }
        return gradient.permute(1, 2, 0);
    }

    private ComputationGraphConfiguration configuration(int plannedUpdates) {
        var builder = new NeuralNetConfiguration.Builder()
                .updater(new Adam(new FallingRate(LEARNING_RATE, plannedUpdates)))
                // The gradients are of the mean loss already.
                .miniBatch(false)
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(GRADIENT_NORM)
                .graphBuilder()
                .addInputs(TOKENS)
                .addLayer(LayerNames.EMBEDDING, embedding(), TOKENS);
        List<String> outputs = new ArrayList<>();
        for (int direction = 0; direction < architecture.directions(); direction++) {
            String input = LayerNames.EMBEDDING;
            if (direction == 1) {
                input = LayerNames.EMBEDDING + "_reversed";
                builder.addVertex(input, new ReverseTimeSeriesVertex(), LayerNames.EMBEDDING);
            }
            for (int layer = 0; layer < layers; layer++) {
                String name = LayerNames.recurrent(architecture, layer, direction);
                builder.addLayer(name, recurrent(layer), input);
                input = name;
            }
            outputs.add(input);
        }
        return builder.setOutputs(outputs.toArray(String[]::new)).build();
    }

    private EmbeddingSequenceLayer embedding() {
        return new EmbeddingSequenceLayer.Builder()
                .nIn(architecture.vocabularySize())
                .nOut(architecture.embeddingSize())
                .hasBias(false)
                .inferInputLength(true)
                .build();
    }

    private BaseRecurrentLayer recurrent(int layer) {
        BaseRecurrentLayer.Builder<?> builder =
                architecture.cell() == Cell.LSTM ? new LSTM.Builder() : new SimpleRnn.Builder();
        builder.nIn(architecture.inputSize(layer));
        builder.nOut(architecture.hiddenSize());
        builder.activation(Activation.TANH);
        return builder.build();
    }

    /** Copies the weights of the layers that this graph has. */
    private void copy(NetworkLayers source, NetworkLayers target) {
        target.embedding().assign(source.embedding());
        for (int layer = 0; layer < layers; layer++) {
            for (int direction = 0; direction < architecture.directions(); direction++) {
                target.recurrent(layer)
                        .get(direction)
                        .assign(source.recurrent(layer).get(direction));
            }
        }
    }

    /** What the states are to achieve. */
    interface Objective {

        /**
         * Computes a gradient; steps are in the direction's order.
         *
         * @param states [steps · batch, hidden], row-major
         * @param gradient ∂L/∂states of the same shape, out
         */
        void differentiate(int direction, INDArray states, INDArray gradient);
    }

    /**
     * A learning rate that falls linearly to 0; DL4J's own {@code PolySchedule} rises instead. Immutable.
     *
     * @param initial rate of the first update
     * @param updates after which it is 0
     */
    private record FallingRate(double initial, int updates) implements ISchedule {

        @Override
        public double valueAt(int iteration, int epoch) {
            return initial * Math.max(0, 1 - iteration / (double) updates);
        }

        @Override
        @SuppressWarnings("MethodDoesntCallSuperMethod") // immutable
        public ISchedule clone() {
            return this;
        }
    }
}

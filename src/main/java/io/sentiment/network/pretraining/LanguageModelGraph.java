package io.sentiment.network.pretraining;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.dl4j.LstmAcceleration;
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
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A DL4J network of the embedding and recurrent layers of an architecture that gives the states after each token, and
 * is trained by gradients of these states. Each direction reads by itself. A bidirectional architecture gives its lowest
 * recurrent layer alone: the layers above it read both directions, and would know what they are to predict. Owns native
 * memory until {@link #close()}; not thread-safe.
 */
final class LanguageModelGraph implements AutoCloseable {

    private static final String TOKENS = "tokens";
    private static final String EMBEDDING = "embedding";

    /** Falls linearly to 0. */
    private static final double LEARNING_RATE = 0.002;

    /** L2 norm to which the gradient of each layer is clipped. */
    private static final double GRADIENT_NORM = 1;

    private final Architecture architecture;
    private final int layers;
    private final ComputationGraph graph;
    private final LstmAcceleration acceleration;
    private int updates;

    /** @param plannedUpdates over which the learning rate falls */
    LanguageModelGraph(SentimentNetwork network, int plannedUpdates) {
        architecture = network.architecture();
        layers = architecture.bidirectional() ? 1 : architecture.layers();
        graph = new ComputationGraph(configuration(plannedUpdates));
        graph.init();
        acceleration = new LstmAcceleration(graph.getLayers());
        copyFrom(network.weights());
    }

    /**
     * One update of the weights.
     *
     * @param windows what is read
     * @param objective asked for each direction
     */
    void train(TokenWindows windows, Objective objective) {
        try (INDArray ids = Nd4j.createFromArray(windows.tokensAsFloats())) {
            Map<String, INDArray> activations = graph.feedForward(new INDArray[] {ids}, true, false);
            INDArray[] gradients = new INDArray[architecture.directions()];
            for (int direction = 0; direction < gradients.length; direction++) {
                INDArray states = Objects.requireNonNull(activations.get(name(layers - 1, direction)));
                gradients[direction] = gradient(direction, states, objective);
            }
            Gradient gradient = graph.backpropGradient(gradients);
            graph.getUpdater().update(gradient, updates++, 0, windows.size(), LayerWorkspaceMgr.noWorkspaces());
            graph.params().subi(gradient.gradient());
            Stream.concat(activations.values().stream(), Stream.of(gradients))
                    .filter(array -> array != ids && array.closeable())
                    .forEach(INDArray::close);
        }
    }

    /** Gives the layers of {@code network} that this graph has the weights of this graph. */
    void copyTo(SentimentNetwork network) {
        network.replaceEmbedding(rowMajor(EMBEDDING, "W"));
        for (int layer = 0; layer < layers; layer++) {
            for (int direction = 0; direction < architecture.directions(); direction++) {
                String name = name(layer, direction);
                network.replaceRecurrent(
                        layer,
                        direction,
                        new NetworkWeights.Direction(rowMajor(name, "W"), rowMajor(name, "RW"), rowMajor(name, "b")));
            }
        }
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
        try (INDArray rows = states.permute(2, 0, 1).dup('c')) {
            float[] gradient = objective.gradient(direction, rows.reshape(steps * batch, hidden));
            return Nd4j.create(gradient, new long[] {steps, batch, hidden}, 'c').permute(1, 2, 0);
        }
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
                .addLayer(EMBEDDING, embedding(), TOKENS);
        List<String> outputs = new ArrayList<>();
        for (int direction = 0; direction < architecture.directions(); direction++) {
            String input = EMBEDDING;
            if (direction == 1) {
                input = EMBEDDING + "_reversed";
                builder.addVertex(input, new ReverseTimeSeriesVertex(), EMBEDDING);
            }
            for (int layer = 0; layer < layers; layer++) {
                builder.addLayer(name(layer, direction), recurrent(layer), input);
                input = name(layer, direction);
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

    private static String name(int layer, int direction) {
        return "recurrent_" + layer + (direction == 0 ? "_forward" : "_backward");
    }

    private void copyFrom(NetworkWeights weights) {
        assign(EMBEDDING, "W", weights.embedding());
        for (int layer = 0; layer < layers; layer++) {
            for (int direction = 0; direction < architecture.directions(); direction++) {
                NetworkWeights.Direction values = weights.layers().get(layer).get(direction);
                String name = name(layer, direction);
                assign(name, "W", values.input());
                assign(name, "RW", values.recurrent());
                assign(name, "b", values.bias());
            }
        }
    }

    private void assign(String layer, String parameter, float[] values) {
        INDArray target = graph.getLayer(layer).getParam(parameter);
        try (INDArray source = Nd4j.create(values, target.shape(), 'c')) {
            target.assign(source);
        }
    }

    private float[] rowMajor(String layer, String parameter) {
        try (INDArray copy = graph.getLayer(layer).getParam(parameter).dup('c')) {
            return copy.data().asFloat();
        }
    }

    /** What the states are to achieve. */
    interface Objective {

        /** ∂L/∂states of [steps · batch, hidden], row-major, from such states; steps are in the direction's order. */
        float[] gradient(int direction, INDArray states);
    }
}

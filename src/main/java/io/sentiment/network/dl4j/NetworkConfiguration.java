package io.sentiment.network.dl4j;

import io.sentiment.network.Architecture;
import io.sentiment.network.Pooling;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The DL4J configuration of an architecture, made of DL4J's own layers alone so that any DL4J program reads it.
 *
 * <p>A network that reads in one direction is a {@link MultiLayerNetwork}. A bidirectional one is a
 * {@link ComputationGraph} whose backward direction reads the text reversed, padding left at the end. DL4J's {@code
 * Bidirectional} is not used: it does not pass the mask to its LSTMs, so that padding would change their states, and
 * {@code LastTimeStep} around it would take the backward state at the last token, where it has read one token only.
 */
public final class NetworkConfiguration {

    private static final String TOKENS = "tokens";

    public static final String EMBEDDING = "embedding";
    static final String DENSE = "dense";
    public static final String FORWARD = "_forward";
    public static final String BACKWARD = "_backward";

    /** Keras' default for embeddings: small enough to be overwritten by training, large enough to break symmetry. */
    private static final double EMBEDDING_RANGE = 0.05;

    private final Architecture architecture;
    private final TrainingSettings settings;

    NetworkConfiguration(Architecture architecture, TrainingSettings settings) {
        this.architecture = architecture;
        this.settings = settings;
    }

    /** A network with fresh random weights. */
    Model initialise() {
        if (architecture.bidirectional()) {
            ComputationGraph graph = new ComputationGraph(graph());
            graph.init();
            return graph;
        }
        var list = common().list().layer(embedding());
        for (int layer = 0; layer < architecture.layers(); layer++) {
            list.layer(readsOutLast(layer) ? lastState(layer, name(layer)) : recurrent(layer, name(layer)));
        }
        if (pools()) {
            list.layer(PoolingLayer.of(architecture.pooling()));
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.layer(dense()).build());
        network.init();
        return network;
    }

    private ComputationGraphConfiguration graph() {
        var graph = common().graphBuilder().addInputs(TOKENS).addLayer(EMBEDDING, embedding(), TOKENS);
        String input = EMBEDDING;
        for (int layer = 0; layer < architecture.layers(); layer++) {
            String forward = name(layer) + FORWARD;
            String backward = name(layer) + BACKWARD;
            String reversed = name(layer) + "_reversed";
            graph.addLayer(forward, readsOutLast(layer) ? lastState(layer, forward) : recurrent(layer, forward), input)
                    .addVertex(reversed, new ReverseTimeSeriesVertex(TOKENS), input)
                    .addLayer(
                            backward,
                            readsOutLast(layer) ? lastState(layer, backward) : recurrent(layer, backward),
                            reversed);
            // Pooling takes the states in any order, with the padding at the end as it is.
            if (layer < architecture.layers() - 1) {
                graph.addVertex(backward + "_restored", new ReverseTimeSeriesVertex(TOKENS), backward);
                backward = backward + "_restored";
            }
            graph.addVertex(name(layer), new MergeVertex(), forward, backward);
            input = name(layer);
        }
        if (pools()) {
            String pooling = PoolingLayer.name(architecture.pooling());
            graph.addLayer(pooling, PoolingLayer.of(architecture.pooling()), input);
            input = pooling;
        }
        return graph.addLayer(DENSE, dense(), input).setOutputs(DENSE).build();
    }

    private NeuralNetConfiguration.Builder common() {
        return new NeuralNetConfiguration.Builder()
                .seed(settings.seed())
                .updater(new Adam(settings.learningRate()))
                .weightInit(WeightInit.XAVIER)
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(settings.gradientNorm());
    }

    private EmbeddingSequenceLayer embedding() {
        return new EmbeddingSequenceLayer.Builder()
                .name(EMBEDDING)
                .nIn(architecture.vocabularySize())
                .nOut(architecture.embeddingSize())
                .hasBias(false)
                .inferInputLength(true)
                .weightInit(new UniformDistribution(-EMBEDDING_RANGE, EMBEDDING_RANGE))
                .build();
    }

    private BaseRecurrentLayer recurrent(int layer, String name) {
        BaseRecurrentLayer.Builder<?> builder = switch (architecture.cell()) {
            case LSTM -> new LSTM.Builder();
            case SIMPLE_RNN -> new SimpleRnn.Builder();
        };
        builder.name(name);
        builder.nIn(architecture.inputSize(layer));
        builder.nOut(architecture.hiddenSize());
        builder.activation(Activation.TANH);
        if (architecture.dropout() > 0) {
            builder.dropOut(keep());
        }
        return builder.build();
    }

    /** Whether that layer gives the state after the last token alone. */
    private boolean readsOutLast(int layer) {
        return !pools() && layer == architecture.layers() - 1;
    }

    private boolean pools() {
        return architecture.pooling() != Pooling.LAST;
    }

    private LastTimeStep lastState(int layer, String name) {
        LastTimeStep lastState = new LastTimeStep(recurrent(layer, name));
        lastState.setLayerName(name);
        return lastState;
    }

    private OutputLayer dense() {
        OutputLayer.Builder builder = new OutputLayer.Builder(LossFunction.XENT)
                .name(DENSE)
                .nIn(architecture.directions() * architecture.hiddenSize())
                .nOut(1)
                .activation(Activation.SIGMOID);
        if (architecture.dropout() > 0) {
            builder.dropOut(keep());
        }
        return builder.build();
    }

    /** DL4J takes the probability that a value is kept. */
    private Dropout keep() {
        return new Dropout(1 - architecture.dropout());
    }

    private String name(int layer) {
        return recurrentName(architecture, layer);
    }

    /** The name of recurrent layer {@code layer}, as Keras numbers them: lstm, lstm_1, lstm_2. */
    public static String recurrentName(Architecture architecture, int layer) {
        String cell = architecture.cell().label().replace('-', '_');
        return layer == 0 ? cell : cell + "_" + layer;
    }
}

package io.sentiment.network.dl4j;

import io.sentiment.network.Architecture;
import io.sentiment.network.Function;
import io.sentiment.network.LayerNames;
import io.sentiment.network.Particulars;
import io.sentiment.network.Pooling;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The DL4J configuration of an architecture, made only of DL4J's own layers so that any DL4J program reads it.
 *
 * <p>A network that reads in one direction is a row of layers. A bidirectional one is a graph whose backward direction reads the text reversed, padding left at the end. DL4J's {@code
 * Bidirectional} is not used: it does not pass the mask to its LSTMs, so that padding would change their states, and
 * {@code LastTimeStep} around it would take the backward state at the last token, where it has read one token only.
 */
final class NetworkConfiguration {

    private static final String TOKENS = "tokens";

    /** Keras' default for embeddings: small enough to be overwritten by training, large enough to break symmetry. */
    private static final double EMBEDDING_RANGE = 0.05;

    private final Architecture architecture;
    private final TrainingSettings settings;

    NetworkConfiguration(Architecture architecture, TrainingSettings settings) {
        this.architecture = architecture;
        this.settings = settings;
    }

    /** A network with fresh random weights. */
    Dl4jNetwork initialise() {
        if (architecture.bidirectional()) {
            return Dl4jGraph.of(graph(), null);
        }
        var list = common().list().layer(embedding());
        for (int layer = 0; layer < architecture.layers(); layer++) {
            list.layer(readsOutLast(layer) ? lastState(layer, name(layer)) : recurrent(layer, name(layer)));
        }
        if (pools()) {
            list.layer(pooling());
        }
        if (hasDenseBetween()) {
            list.layer(between());
        }
        return Dl4jNetwork.of(list.layer(dense()).build(), null);
    }

    private ComputationGraphConfiguration graph() {
        var graph = common().graphBuilder().addInputs(TOKENS).addLayer(LayerNames.EMBEDDING, embedding(), TOKENS);
        String input = LayerNames.EMBEDDING;
        for (int layer = 0; layer < architecture.layers(); layer++) {
            String forward = LayerNames.recurrent(architecture, layer, 0);
            String backward = LayerNames.recurrent(architecture, layer, 1);
            String reversed = LayerNames.reversed(architecture, layer);
            graph.addLayer(forward, readsOutLast(layer) ? lastState(layer, forward) : recurrent(layer, forward), input)
                    .addVertex(reversed, new ReverseTimeSeriesVertex(TOKENS), input)
                    .addLayer(
                            backward,
                            readsOutLast(layer) ? lastState(layer, backward) : recurrent(layer, backward),
                            reversed);
            // Pooling takes the states in any order, with the padding at the end as it is.
            if (layer < architecture.layers() - 1) {
                String restored = LayerNames.restored(architecture, layer);
                graph.addVertex(restored, new ReverseTimeSeriesVertex(TOKENS), backward);
                backward = restored;
            }
            graph.addVertex(name(layer), merged(layer), forward, backward);
            input = name(layer);
        }
        if (pools()) {
            graph.addLayer(LayerNames.pooling(architecture.pooling()), pooling(), input);
            input = LayerNames.pooling(architecture.pooling());
        }
        if (hasDenseBetween()) {
            graph.addLayer(LayerNames.BETWEEN, between(), input);
            input = LayerNames.BETWEEN;
        }
        return graph.addLayer(LayerNames.DENSE, dense(), input)
                .setOutputs(LayerNames.DENSE)
                .build();
    }

    private GraphVertex merged(int layer) {
        return readsOutLast(layer) && particulars().multiplied()
                ? new ElementWiseVertex(ElementWiseVertex.Op.Product)
                : new MergeVertex();
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
                .name(LayerNames.EMBEDDING)
                .nIn(architecture.vocabularySize())
                .nOut(architecture.embeddingSize())
                .hasBias(false)
                .inferInputLength(true)
                .weightInit(new UniformDistribution(-EMBEDDING_RANGE, EMBEDDING_RANGE))
                .build();
    }

    private BaseRecurrentLayer recurrent(int layer, String name) {
        BaseRecurrentLayer.Builder<?> builder = switch (architecture.cell()) {
            case LSTM ->
                new LSTM.Builder()
                        .gateActivationFunction(activation(particulars().gates()));
            case SIMPLE_RNN -> new SimpleRnn.Builder();
        };
        builder.name(name);
        builder.nIn(architecture.inputSize(layer));
        builder.nOut(architecture.hiddenSize());
        builder.activation(activation(particulars().state()));
        if (architecture.dropout() > 0) {
            builder.dropOut(keep());
        }
        return builder.build();
    }

    /** Whether that layer gives only the state after the last token. */
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

    /** Leaves out the states that the mask calls padding. */
    private GlobalPoolingLayer pooling() {
        return new GlobalPoolingLayer.Builder(poolingType(architecture.pooling()))
                .name(LayerNames.pooling(architecture.pooling()))
                .build();
    }

    /** What DL4J calls a pooling that has a layer of its own. */
    static PoolingType poolingType(Pooling pooling) {
        return pooling == Pooling.MAX ? PoolingType.MAX : PoolingType.AVG;
    }

    private DenseLayer between() {
        DenseLayer.Builder builder = new DenseLayer.Builder()
                .name(LayerNames.BETWEEN)
                .nIn(architecture.readSize())
                .nOut(particulars().denseSize())
                .activation(activation(particulars().dense()));
        if (architecture.dropout() > 0) {
            builder.dropOut(keep());
        }
        return builder.build();
    }

    private boolean hasDenseBetween() {
        return particulars().denseSize() > 0;
    }

    private Particulars particulars() {
        return architecture.particularsOrNone();
    }

    /** What DL4J calls a function. */
    static Activation activation(Function function) {
        return switch (function) {
            case TANH -> Activation.TANH;
            case SIGMOID -> Activation.SIGMOID;
            case HARD_SIGMOID -> Activation.HARDSIGMOID;
            case RELU -> Activation.RELU;
            case LINEAR -> Activation.IDENTITY;
        };
    }

    private OutputLayer dense() {
        OutputLayer.Builder builder = new OutputLayer.Builder(LossFunction.XENT)
                .name(LayerNames.DENSE)
                .nIn(architecture.denseInputSize())
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
        return LayerNames.recurrent(architecture, layer);
    }
}

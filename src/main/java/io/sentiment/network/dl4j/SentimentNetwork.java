package io.sentiment.network.dl4j;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkSummary;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Piece;
import io.sentiment.network.Piece.Reading;
import io.sentiment.network.Precision;
import io.sentiment.network.UnreadableNetworkException;
import io.sentiment.text.EncodedText;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A DL4J network of a known {@link Architecture}. Not safe for use by several threads. Owns its native arrays until
 * {@link #close()}.
 */
public final class SentimentNetwork implements AutoCloseable {

    static {
        BackendSelection.ensureMade();
    }

    private final Architecture architecture;
    private final Dl4jNetwork network;
    private final NetworkLayers layers;
    private GradientStep step;
    private @Nullable Acceleration acceleration;

    SentimentNetwork(Architecture architecture, Dl4jNetwork network) {
        this.architecture = architecture;
        this.network = network;
        this.layers = new NetworkLayers(architecture, network);
        this.step = new GradientStep(network, null);
    }

    /** A network with random weights, drawn with the seed of {@code settings}. */
    public static SentimentNetwork create(Architecture architecture, TrainingSettings settings) {
        return new SentimentNetwork(architecture, new NetworkConfiguration(architecture, settings).initialise());
    }

    /** A network with weights that were made elsewhere, which are copied. */
    public static SentimentNetwork of(NetworkWeights weights, TrainingSettings settings) {
        SentimentNetwork network = create(weights.architecture(), settings);
        network.layers.take(weights);
        return network;
    }

    /**
     * A network with the weights of {@code earlier} that also knows further tokens, whose embeddings are random and drawn
     * with the seed of {@code settings}. The caller still owns {@code earlier}.
     *
     * @param vocabularySize at least that of {@code earlier}, whose tokens keep their ids
     * @throws IllegalArgumentException if it is less
     */
    public static SentimentNetwork continuing(SentimentNetwork earlier, int vocabularySize, TrainingSettings settings) {
        int known = earlier.architecture.vocabularySize();
        if (vocabularySize < known) {
            throw new IllegalArgumentException("The vocabulary must have at least " + known + " tokens.");
        }
        SentimentNetwork network = create(earlier.architecture.withVocabularySize(vocabularySize), settings);
        network.layers.continueFrom(earlier.layers);
        return network;
    }

    /** A network with those weights. */
    public static SentimentNetwork of(NetworkWeights weights) {
        SentimentNetwork network = create(weights.architecture(), TrainingSettings.DEFAULT);
        network.layers.replace(weights);
        return network;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the stream cannot be read
     * @throws UnreadableNetworkException if it holds no network of that architecture, or names a class that does not
     *     belong to one; no class is loaded because the stream names it
     */
    public static SentimentNetwork read(Architecture architecture, InputStream stream) throws IOException {
        return new NetworkArchive(architecture).read(stream);
    }

    /** Writes a DL4J network file (a zip) without the state of the updater. Does not close the stream. */
    public void write(OutputStream stream) throws IOException {
        ModelSerializer.writeModel(network.model(), stream, false);
    }

    /** Writes only the weights, for {@link #readWeights}. Does not close the stream. */
    public void writeWeights(OutputStream stream) throws IOException {
        DataOutputStream data = new DataOutputStream(stream);
        FloatStream.write(parameters(), data);
        data.flush();
    }

    /**
     * Takes the weights that a network of the same architecture wrote; only streams that this program wrote and that are
     * known to be whole may be read. Does not close the stream.
     *
     * @throws IOException if the stream holds another number of weights
     */
    public void readWeights(InputStream stream) throws IOException {
        FloatStream.read(new DataInputStream(stream), parameters());
    }

    /** The shape of this network. */
    public Architecture architecture() {
        return architecture;
    }

    /** Layers with their parameters, counted from this network's own arrays. */
    public NetworkSummary summary() {
        return layers.count().summary();
    }

    /**
     * The probability, for each text, that it is positive.
     *
     * @throws IllegalArgumentException if a text is too long or names a token outside the vocabulary
     */
    public float[] positiveProbabilities(List<EncodedText> texts) {
        if (texts.isEmpty()) {
            return new float[0];
        }
        try (PaddedBatch batch = new PaddedBatch(texts, architecture);
                INDArray output = network.output(batch)) {
            return output.reshape(texts.size()).toFloatVector();
        }
    }

    /**
     * Reads a piece of a text on from what the network remembers.
     *
     * @throws IllegalArgumentException if the network cannot read the piece, or cannot go on from its state
     */
    public Reading read(Piece piece) {
        return new StatefulReading(architecture, network).read(piece);
    }

    /** A copy of the weights, which stays when this network is closed. */
    public NetworkWeights weights() {
        return layers.weights();
    }

    /**
     * One update of the weights; returns the mean cross entropy of the batch before it.
     *
     * @param expected the probabilities that are to be answered [batch, 1]
     */
    public double fit(PaddedBatch batch, INDArray expected) {
        return step.fit(batch, expected);
    }

    /** DL4J's network. */
    public Dl4jNetwork dl4j() {
        return network;
    }

    /** All weights and biases as one row vector: the network's own array, not a copy. */
    public INDArray parameters() {
        return network.model().params();
    }

    /** The weights of the layers, to read and to change. */
    public NetworkLayers layers() {
        return layers;
    }

    /**
     * Lets code of ours train the network from now on where ND4J computes on the CPU, and oneDNN compute the LSTM layers
     * where this machine has it and the network has the usual functions. Results stay the same but for rounding.
     *
     * @param precision of the products of training, fp32 or bf16, which this machine has; nothing else is rounded to it
     */
    public void accelerate(Precision precision) {
        boolean isUsual = architecture.particularsOrNone().hasUsualFunctions();
        if (acceleration == null && isUsual && !ComputeDevice.isOnGpu()) {
            acceleration = Acceleration.of(network, precision);
            step = new GradientStep(network, acceleration.adam());
        }
    }

    @Override
    public void close() {
        if (acceleration != null) {
            acceleration.close();
        }
        network.close();
    }
}

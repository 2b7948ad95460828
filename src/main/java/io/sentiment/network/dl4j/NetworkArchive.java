package io.sentiment.network.dl4j;

import io.sentiment.network.Architecture;
import io.sentiment.network.Function;
import io.sentiment.network.NetworkSummary;
import io.sentiment.network.Particulars;
import io.sentiment.network.Pooling;
import io.sentiment.network.UnreadableNetworkException;
import io.sentiment.network.stored.Configuration;
import io.sentiment.network.stored.NetworkFile;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Triple;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.BaseDataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads a DL4J network file that may come from a stranger. DL4J itself instantiates whatever class the file names and
 * even deserialises Java objects from it, so entries, class names and sizes are checked before DL4J sees a byte.
 */
final class NetworkArchive {

    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";

    /** Two names, two lengths and six numbers take about 120 bytes. */
    private static final int MAXIMUM_HEADER_BYTES = 1 << 10;

    private final Architecture architecture;

    NetworkArchive(Architecture architecture) {
        this.architecture = architecture;
    }

    SentimentNetwork read(InputStream stream) throws IOException {
        Contents contents = new Contents();
        try {
            NetworkFile.readEntries(stream, contents);
            SentimentNetwork network = new SentimentNetwork(
                    architecture,
                    restore(
                            Objects.requireNonNull(contents.configuration),
                            Objects.requireNonNull(contents.parameters)));
            requireParameters(network.summary());
            requirePooling(network.layers().network());
            requireFunctions(network.layers().network());
            return network;
        } catch (RuntimeException | IOException e) {
            if (contents.parameters != null) {
                contents.parameters.close();
            }
            throw e;
        }
    }

    private INDArray readParameters(InputStream entry) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(entry);
        requireExpectedHeader(buffered);
        INDArray parameters;
        try {
            parameters = Nd4j.read(new DataInputStream(buffered));
        } catch (RuntimeException e) {
            throw new UnreadableNetworkException("The network file's " + COEFFICIENTS + " ends too early.", e);
        }
        if (!Double.isFinite(parameters.norm1Number().doubleValue())) {
            parameters.close();
            throw new UnreadableNetworkException("The network file has weights that are not finite.");
        }
        return parameters;
    }

    /**
     * ND4J allocates what the header says and believes its strides, so the header has to be exactly that of a row of as
     * many floats as the architecture has parameters. Leaves the stream where it was.
     */
    private void requireExpectedHeader(BufferedInputStream entry) throws IOException {
        long count = architecture.parameters();
        long[] expected = Nd4j.getShapeInfoProvider()
                .createShapeInformation(new long[] {count}, 'c', DataType.FLOAT)
                .getSecond();
        entry.mark(MAXIMUM_HEADER_BYTES);
        if (!hasHeader(new DataInputStream(entry), expected, count)) {
            throw new UnreadableNetworkException("The network file's " + COEFFICIENTS + " does not hold the " + count
                    + " floats that its architecture has.");
        }
        entry.reset();
    }

    private static boolean hasHeader(DataInputStream stream, long[] shape, long count) throws IOException {
        try {
            if (BaseDataBuffer.readHeader(stream).getMiddle() != shape.length) {
                return false;
            }
            for (long expected : shape) {
                if (stream.readLong() != expected) {
                    return false;
                }
            }
            Triple<?, Long, DataType> data = BaseDataBuffer.readHeader(stream);
            return data.getMiddle() == count && data.getRight() == DataType.FLOAT;
        } catch (EOFException | RuntimeException e) {
            return false;
        }
    }

    private Dl4jNetwork restore(String configuration, INDArray parameters) {
        try {
            return architecture.bidirectional()
                    ? Dl4jGraph.of(ComputationGraphConfiguration.fromJson(configuration), parameters)
                    : Dl4jNetwork.of(MultiLayerConfiguration.fromJson(configuration), parameters);
        } catch (RuntimeException e) {
            throw new UnreadableNetworkException("The network file's " + CONFIGURATION + " describes no network.", e);
        }
    }

    private void requireParameters(NetworkSummary summary) {
        if (summary.parameters() != architecture.parameters()) {
            throw new UnreadableNetworkException("The network has " + summary.parameters()
                    + " parameters, but its architecture has " + architecture.parameters() + ".");
        }
    }

    /** Other engines compute what the architecture says, and not what this file does. */
    private void requireFunctions(Dl4jNetwork network) {
        Particulars particulars = architecture.particularsOrNone();
        for (org.deeplearning4j.nn.api.Layer layer : network.layers()) {
            Layer configuration = layer.conf().getLayer();
            if (configuration instanceof BaseWrapperLayer wrapper) {
                configuration = wrapper.getUnderlying();
            }
            if (configuration instanceof BaseRecurrentLayer recurrent) {
                require(recurrent.getActivationFn(), particulars.state());
            }
            if (configuration instanceof LSTM lstm) {
                require(lstm.getGateActivationFn(), particulars.gates());
            }
            if (configuration instanceof DenseLayer dense) {
                require(dense.getActivationFn(), particulars.dense());
            }
        }
    }

    private static void require(IActivation found, Function expected) {
        if (!found.equals(NetworkConfiguration.activation(expected).getActivationFunction())) {
            throw new UnreadableNetworkException(
                    "The network computes '" + found + "' where its architecture says '" + expected + "'.");
        }
    }

    private void requirePooling(Dl4jNetwork network) {
        Pooling pooling = architecture.pooling();
        List<PoolingType> expected =
                pooling == Pooling.LAST ? List.of() : List.of(NetworkConfiguration.poolingType(pooling));
        List<PoolingType> found = Arrays.stream(network.layers())
                .map(layer -> layer.conf().getLayer())
                .filter(GlobalPoolingLayer.class::isInstance)
                .map(layer -> ((GlobalPoolingLayer) layer).getPoolingType())
                .toList();
        if (!found.equals(expected)) {
            throw new UnreadableNetworkException(
                    "The network does not pool its states as its architecture says, by '" + pooling + "'.");
        }
    }

    private final class Contents implements NetworkFile.Entries {

        private @Nullable String configuration;
        private @Nullable INDArray parameters;

        @Override
        public void configuration(Configuration read) {
            configuration = read.json();
        }

        @Override
        public void coefficients(InputStream entry) throws IOException {
            parameters = readParameters(entry);
        }
    }
}

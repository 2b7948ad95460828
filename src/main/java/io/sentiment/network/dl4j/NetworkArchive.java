package io.sentiment.network.dl4j;

import io.sentiment.network.Architecture;
import io.sentiment.network.UnreadableNetworkException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Triple;
import org.nd4j.linalg.api.buffer.BaseDataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * Reads a DL4J network file that may come from a stranger. DL4J itself instantiates whatever class the file names and
 * even deserialises Java objects from it, so entries, class names and sizes are checked before DL4J sees a byte.
 */
final class NetworkArchive {

    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";

    /** A configuration of 16 bidirectional layers takes about 60 kB. */
    private static final int MAXIMUM_CONFIGURATION_BYTES = 1 << 20;

    /** Two names, two lengths and six numbers take about 120 bytes. */
    private static final int MAXIMUM_HEADER_BYTES = 1 << 10;

    private final Architecture architecture;

    NetworkArchive(Architecture architecture) {
        this.architecture = architecture;
    }

    SentimentNetwork read(InputStream stream) throws IOException {
        String configuration = null;
        INDArray parameters = null;
        ZipInputStream zip = new ZipInputStream(stream);
        try {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                switch (entry.getName()) {
                    case CONFIGURATION -> configuration = readConfiguration(zip);
                    case COEFFICIENTS -> parameters = readParameters(zip, parameters);
                    default ->
                        throw new UnreadableNetworkException("The network file holds '" + entry.getName()
                                + "', which does not belong to a network of this service.");
                }
            }
            if (configuration == null || parameters == null) {
                throw new UnreadableNetworkException("The network file is no DL4J network: it has no "
                        + (configuration == null ? CONFIGURATION : COEFFICIENTS) + ".");
            }
            SentimentNetwork network = new SentimentNetwork(architecture, restore(configuration, parameters));
            NetworkSummary.of(network).requireMatches(architecture);
            PoolingLayer.requireMatches(network);
            return network;
        } catch (RuntimeException | IOException e) {
            if (parameters != null) {
                parameters.close();
            }
            throw e;
        }
    }

    private static String readConfiguration(InputStream entry) throws IOException {
        byte[] bytes = entry.readNBytes(MAXIMUM_CONFIGURATION_BYTES);
        try {
            AllowedClasses.require(new ObjectMapper().readTree(bytes));
        } catch (JsonProcessingException e) {
            throw new UnreadableNetworkException("The network file's " + CONFIGURATION + " is no JSON.", e);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private INDArray readParameters(InputStream entry, @Nullable INDArray earlier) throws IOException {
        if (earlier != null) {
            throw new UnreadableNetworkException("The network file holds " + COEFFICIENTS + " twice.");
        }
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

    private Model restore(String configuration, INDArray parameters) {
        try {
            if (architecture.bidirectional()) {
                ComputationGraph graph = new ComputationGraph(ComputationGraphConfiguration.fromJson(configuration));
                graph.init(parameters, false);
                return graph;
            }
            MultiLayerNetwork network = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(configuration));
            network.init(parameters, false);
            return network;
        } catch (RuntimeException e) {
            throw new UnreadableNetworkException("The network file's " + CONFIGURATION + " describes no network.", e);
        }
    }
}

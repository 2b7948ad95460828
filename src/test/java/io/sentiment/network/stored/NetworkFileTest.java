package io.sentiment.network.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Pooling;
import io.sentiment.network.RandomNetworks;
import io.sentiment.network.UnreadableNetworkException;
import io.sentiment.network.dl4j.SentimentNetwork;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code NetworkArchiveTest} has what both readers refuse. */
class NetworkFileTest {

    private static final Architecture ROW = new Architecture(40, 5, Cell.LSTM, 7, 2, false, 9, 0);
    private static final Architecture GRAPH = new Architecture(40, 5, Cell.LSTM, 7, 2, true, Pooling.MEAN, 9, 0);

    @ParameterizedTest
    @MethodSource("io.sentiment.network.Architectures#all")
    void theWeightsAreThoseThatDl4jReads(Architecture architecture) throws IOException {
        assertReadAsDl4jReads(architecture);
    }

    /** A matrix whose columns are read in parts, and one of which not even a column fits a part. */
    @Test
    void largeMatricesAreTheSameToo() throws IOException {
        assertReadAsDl4jReads(new Architecture(70_000, 19, Cell.SIMPLE_RNN, 7, 1, false, 9, 0));
        assertReadAsDl4jReads(new Architecture(530_000, 3, Cell.SIMPLE_RNN, 7, 1, false, 9, 0));
    }

    private static void assertReadAsDl4jReads(Architecture architecture) throws IOException {
        byte[] file = file(architecture);
        NetworkWeights expected;
        try (SentimentNetwork network = SentimentNetwork.read(architecture, new ByteArrayInputStream(file))) {
            expected = network.weights();
        }
        NetworkWeights read = NetworkFile.read(architecture, new ByteArrayInputStream(file));

        assertThat(read.architecture()).isEqualTo(architecture);
        assertSame(read.embedding(), expected.embedding());
        assertThat(read.layers()).hasSameSizeAs(expected.layers());
        for (int layer = 0; layer < architecture.layers(); layer++) {
            assertThat(read.layers().get(layer)).hasSameSizeAs(expected.layers().get(layer));
            for (int direction = 0; direction < architecture.directions(); direction++) {
                NetworkWeights.Direction one = read.layers().get(layer).get(direction);
                NetworkWeights.Direction other = expected.layers().get(layer).get(direction);
                assertSame(one.input(), other.input());
                assertSame(one.recurrent(), other.recurrent());
                assertSame(one.bias(), other.bias());
            }
        }
        assertSame(read.dense(), expected.dense());
        assertSame(new float[] {read.denseBias()}, new float[] {expected.denseBias()});
    }

    /** This comparison tells the two zeros apart. */
    private static void assertSame(float[] read, float[] expected) {
        assertThat(Arrays.equals(read, expected)).isTrue();
    }

    /** Dl4J would compute something else than the engines, which know only what the architecture says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ActivationTanH  | ActivationSigmoid  | 'lstm' is not what its architecture says",
                "\"layerName\" : \"lstm\" | \"layerName\" : \"other\" | 'other' is not what its architecture says",
                "\"nin\" : 7     | \"nin\" : 8        | 'lstm_1' is not what its architecture says",
                "\"hasBias\" : false | \"hasBias\" : true | 'embedding' is not what its architecture says",
                "\"inputPreProcessors\" : { } | \"inputPreProcessors\" : {\"1\" : 2} | it changes what its layers get",
            })
    void aRowOfOtherLayersIsRefused(String good, String bad, String difference) throws IOException {
        assertRefused(ROW, good, bad, difference);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[ \"lstm_reversed\" ] | [ \"embedding\" ] | 'lstm_backward' is not what its architecture says",
                "\"mergeAxis\" : 1 | \"mergeAxis\" : 2 | 'lstm' is not what its architecture says",
                "\"maskArrayInputName\" : \"tokens\" | \"maskArrayInputName\" : null | 'lstm_reversed' is not what its architecture says",
                "\"networkOutputs\" : [ \"dense\" ] | \"networkOutputs\" : [ \"lstm\" ] | 'tokens' is not what its architecture says",
                "\"lstm_forward\", \"lstm_reversed\", \"lstm_backward\" | \"lstm_reversed\", \"lstm_backward\", \"lstm_forward\" | its layers are in another order",
                "\"preProcessor\" : null | \"preProcessor\" : 1 | it changes what its layers get",
            })
    void anotherGraphIsRefused(String good, String bad, String difference) throws IOException {
        assertRefused(GRAPH, good, bad, difference);
    }

    @Test
    void aGraphIsNoRowAndARowNoGraph() throws IOException {
        Architecture forwards = new Architecture(40, 5, Cell.LSTM, 7, 1, false, 9, 0);
        Architecture both = new Architecture(40, 5, Cell.LSTM, 7, 1, true, 9, 0);
        assertRefused(forwards, withConfigurationOf(file(forwards), file(both)), "no network");
        assertRefused(both, withConfigurationOf(file(both), file(forwards)), "no network");
    }

    private static void assertRefused(Architecture architecture, String good, String bad, String difference)
            throws IOException {
        byte[] changed = withConfiguration(file(architecture), json -> {
            assertThat(json).contains(good);
            return json.replace(good, bad);
        });
        assertRefused(architecture, changed, "another network than its architecture: " + difference);
    }

    private static void assertRefused(Architecture architecture, byte[] file, String what) {
        assertThatThrownBy(() -> NetworkFile.read(architecture, new ByteArrayInputStream(file)))
                .isInstanceOf(UnreadableNetworkException.class)
                .hasMessage("The network file's configuration.json describes " + what + ".");
    }

    private static byte[] file(Architecture architecture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SentimentNetwork network = RandomNetworks.of(architecture)) {
            network.write(bytes);
        }
        return bytes.toByteArray();
    }

    private static byte[] withConfigurationOf(byte[] file, byte[] other) throws IOException {
        String[] configuration = {""};
        withConfiguration(other, json -> configuration[0] = json);
        return withConfiguration(file, json -> configuration[0]);
    }

    private static byte[] withConfiguration(byte[] file, UnaryOperator<String> change) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(file));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                byte[] content = in.readAllBytes();
                out.write(
                        entry.getName().equals("configuration.json")
                                ? change.apply(new String(content, StandardCharsets.UTF_8))
                                        .getBytes(StandardCharsets.UTF_8)
                                : content);
            }
        }
        return bytes.toByteArray();
    }
}

package io.sentiment.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.Pooling;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.UnreadableNetworkException;
import io.sentiment.network.stored.Configuration;
import io.sentiment.network.stored.NetworkFile;
import io.sentiment.text.EncodedText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class NetworkArchiveTest {

    private static final Architecture ARCHITECTURE = new Architecture(40, 5, Cell.LSTM, 7, 1, false, 9, 0.2);
    private static final Architecture BIDIRECTIONAL = new Architecture(40, 5, Cell.LSTM, 7, 2, true, 9, 0.2);

    @TempDir
    Path folder;

    @Test
    void aStoredNetworkOpensInAnyDl4jProgram() throws IOException {
        File sequential = Files.write(folder.resolve("sequential.zip"), archive(ARCHITECTURE))
                .toFile();
        File bidirectional = Files.write(folder.resolve("bidirectional.zip"), archive(BIDIRECTIONAL))
                .toFile();

        try (var network = closing(MultiLayerNetwork.load(sequential, true))) {
            assertThat(network.model().numParams()).isEqualTo(ARCHITECTURE.parameters());
        }
        try (var network = closing(ComputationGraph.load(bidirectional, true))) {
            assertThat(network.model().numParams()).isEqualTo(BIDIRECTIONAL.parameters());
        }
    }

    @Test
    void aStoredNetworkWithPoolingSaysTheSameInAnyDl4jProgram() throws IOException {
        Architecture architecture = new Architecture(40, 5, Cell.LSTM, 7, 2, true, Pooling.MEAN, 9, 0);
        List<EncodedText> texts = new RandomTexts(architecture, 1).ofAnyLength(6);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SentimentNetwork network = SentimentNetworkTest.randomised(architecture);
                PaddedBatch batch = new PaddedBatch(texts, architecture)) {
            network.write(bytes);
            File file = Files.write(folder.resolve("pooling.zip"), bytes.toByteArray())
                    .toFile();
            ComputationGraph graph = ComputationGraph.load(file, true);
            try (var opened = closing(graph);
                    INDArray probabilities =
                            graph.output(false, new INDArray[] {batch.tokenIds()}, new INDArray[] {batch.mask()})[0]) {
                assertThat(probabilities.reshape(6).toFloatVector()).isEqualTo(network.positiveProbabilities(texts));
            }
        }
    }

    @Test
    void aNetworkThatPoolsOtherwiseThanItsArchitectureSaysIsRefused() throws IOException {
        Architecture mean = new Architecture(40, 5, Cell.LSTM, 7, 1, false, Pooling.MEAN, 9, 0.2);
        Architecture max = new Architecture(40, 5, Cell.LSTM, 7, 1, false, Pooling.MAX, 9, 0.2);

        for (Architecture stored : List.of(mean, max, ARCHITECTURE)) {
            for (Architecture said : List.of(mean, max, ARCHITECTURE)) {
                if (!stored.equals(said)) {
                    assertRefused(
                            said,
                            archive(stored),
                            "The network does not pool its states as its architecture says, by '" + said.pooling()
                                    + "'.");
                }
            }
        }
    }

    @Test
    void aClassThatIsNotPartOfSuchANetworkIsRefusedBeforeItIsLoaded() throws IOException {
        Map<String, byte[]> entries = withConfiguration(
                configuration -> configuration.replace("org.nd4j.linalg.learning.config.Adam", "com.example.Exploit"));

        assertRefused(entries, "The network file names the class com.example.Exploit, which is not allowed.");
    }

    @Test
    void aClassOfADistributionIsRefusedToo() throws IOException {
        Map<String, byte[]> entries = withConfiguration(configuration -> configuration.replace(
                "org.deeplearning4j.nn.conf.distribution.UniformDistribution", "com.example.Exploit"));

        assertRefused(entries, "The network file names the class com.example.Exploit, which is not allowed.");
    }

    /** One reader could take the first, and another the second. */
    @Test
    void aClassThatIsNamedTwiceIsRefused() throws IOException {
        Map<String, byte[]> entries = withConfiguration(configuration ->
                configuration.replaceFirst("\"@class\" :", "\"@class\" : \"com.example.Exploit\", \"@class\" :"));

        assertRefused(entries, "The network file's configuration.json is no JSON.");
    }

    @Test
    void theClassesThatAreAllowedAreDl4js() throws ClassNotFoundException {
        for (String name : Configuration.ALLOWED_CLASSES) {
            assertThat(Class.forName(name).getName()).isEqualTo(name);
        }
    }

    @Test
    void anEntryThatDoesNotBelongToANetworkIsRefused() throws IOException {
        Map<String, byte[]> entries = entries(archive(ARCHITECTURE));
        entries.put("preprocessor.bin", new byte[] {1});

        assertRefused(
                entries,
                "The network file holds 'preprocessor.bin', which does not belong to a network of this service.");
    }

    @Test
    void aMissingEntryIsNamed() throws IOException {
        Map<String, byte[]> entries = entries(archive(ARCHITECTURE));
        entries.remove("coefficients.bin");
        assertRefused(entries, "The network file is no DL4J network: it has no coefficients.bin.");
        assertRefused(Map.of(), "The network file is no DL4J network: it has no configuration.json.");
    }

    @Test
    void parametersOfAnotherArchitectureAreRefused() throws IOException {
        Map<String, byte[]> entries = entries(archive(ARCHITECTURE));
        entries.put("coefficients.bin", entries(archive(BIDIRECTIONAL)).get("coefficients.bin"));

        assertRefused(
                entries,
                "The network file's coefficients.bin does not hold the " + ARCHITECTURE.parameters()
                        + " floats that its architecture has.");
    }

    @Test
    void parametersThatAreNoArrayOrEndTooEarlyAreRefused() throws IOException {
        Map<String, byte[]> entries = entries(archive(ARCHITECTURE));
        byte[] coefficients = Objects.requireNonNull(entries.get("coefficients.bin"));
        entries.put("coefficients.bin", Arrays.copyOf(coefficients, coefficients.length - 1));
        assertRefused(entries, "The network file's coefficients.bin ends too early.");
        entries.put("coefficients.bin", new byte[] {1, 2, 3});
        assertRefused(
                entries,
                "The network file's coefficients.bin does not hold the " + ARCHITECTURE.parameters()
                        + " floats that its architecture has.");
    }

    @Test
    void weightsThatAreNotFiniteAreRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SentimentNetwork network = SentimentNetwork.create(ARCHITECTURE, TrainingSettings.DEFAULT)) {
            network.parameters().putScalar(3, Float.NaN);
            network.write(bytes);
        }
        assertRefused(entries(bytes.toByteArray()), "The network file has weights that are not finite.");
    }

    @Test
    void aConfigurationThatIsNoJsonOrNoNetworkIsRefused() throws IOException {
        Map<String, byte[]> entries = entries(archive(ARCHITECTURE));
        entries.put("configuration.json", "{".getBytes(StandardCharsets.UTF_8));
        assertRefused(entries, "The network file's configuration.json is no JSON.");
        entries.put("configuration.json", "[]".getBytes(StandardCharsets.UTF_8));
        assertRefused(entries, "The network file's configuration.json describes no network.");
    }

    /** An archive whose configuration says something else. */
    private Map<String, byte[]> withConfiguration(UnaryOperator<String> change) throws IOException {
        Map<String, byte[]> entries = entries(archive(ARCHITECTURE));
        String configuration = new String(entries.get("configuration.json"), StandardCharsets.UTF_8);
        entries.put("configuration.json", change.apply(configuration).getBytes(StandardCharsets.UTF_8));
        return entries;
    }

    private static void assertRefused(Map<String, byte[]> entries, String message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        assertRefused(ARCHITECTURE, bytes.toByteArray(), message);
    }

    /** By DL4J and by the reader that does without it. */
    private static void assertRefused(Architecture architecture, byte[] archive, String message) {
        assertThatThrownBy(() -> SentimentNetwork.read(architecture, new ByteArrayInputStream(archive)))
                .isInstanceOf(UnreadableNetworkException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> NetworkFile.read(architecture, new ByteArrayInputStream(archive)))
                .isInstanceOf(UnreadableNetworkException.class)
                .hasMessage(message);
    }

    private static byte[] archive(Architecture architecture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SentimentNetwork network = SentimentNetwork.create(architecture, TrainingSettings.DEFAULT)) {
            network.write(bytes);
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> entries(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive));
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            entries.put(entry.getName(), zip.readAllBytes());
        }
        return entries;
    }

    private static Closing closing(org.deeplearning4j.nn.api.Model model) {
        return new Closing(model);
    }

    private record Closing(org.deeplearning4j.nn.api.Model model) implements AutoCloseable {
        @Override
        public void close() {
            model.close();
        }
    }
}

package io.sentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.keras.KerasFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model of Keras becomes a bundle that every command takes. */
@SuppressWarnings("NullAway.Init")
class ImportCommandTest {

    @TempDir
    Path folder;

    private final Terminal terminal = new Terminal();
    private Path model;
    private Path words;
    private Path bundle;

    @BeforeEach
    void writeFiles() throws IOException {
        model = new KerasFile("2.2.4")
                .layer("InputLayer", "\"name\": \"input\", \"batch_input_shape\": [null, 6]")
                .embedding(4, false)
                .lstm("\"activation\": \"relu\", \"recurrent_activation\": \"hard_sigmoid\"")
                .dense("sigmoid")
                .hdf5(folder.resolve("model.h5"));
        words = Files.writeString(folder.resolve("words.json"), "{\"<OOV>\": 1, \"great\": 2, \"awful\": 3}");
        bundle = folder.resolve("bundle");
    }

    @Test
    void theSummaryOfKerasAndTextsToCompareArePrinted() {
        assertThat(runImport()).as(terminal.err()).isZero();

        assertThat(terminal.out())
                .contains(
                        "embedding (Embedding)",
                        "(None, 6, 2)",
                        "Total params: 26",
                        "Texts are padded (post) and truncated (pre) to 6 ids.",
                        "Compare with Keras:",
                        "The bundle is in " + bundle + ".");
        assertThat(ModelBundle.open(bundle).manifest().languages()).containsExactly("en");
    }

    @Test
    void whatWasImportedIsPredictedTracedExplainedAndSummarised() throws IOException {
        assertThat(runImport()).as(terminal.err()).isZero();
        Path texts = Files.writeString(folder.resolve("texts"), "Great, awful! great\nso great\n");

        assertThat(terminal.run("predict", "--bundle", bundle, "--engine", "dl4j", texts))
                .isZero();
        List<JsonNode> reference = lines();
        assertThat(terminal.run("predict", "--bundle", bundle, texts))
                .as(terminal.err())
                .isZero();
        List<JsonNode> fast = lines();
        assertThat(reference.get(0).path("tokens").asInt()).isEqualTo(3);
        assertThat(reference.get(1).path("unknownTokens").asInt()).isEqualTo(1);
        for (int line = 0; line < 2; line++) {
            double positive = reference.get(line).path("positive").asDouble();
            assertThat(fast.get(line).path("positive").asDouble()).isCloseTo(positive, within(1e-5));
        }
        double positive = reference.get(0).path("positive").asDouble();

        assertThat(terminal.run("trace", "--bundle", bundle, "--units", "all", "Great, awful! great"))
                .as(terminal.err())
                .isZero();
        JsonNode trace = JsonMapper.shared().readTree(terminal.out());
        assertThat(trace.path("tokens").size()).isEqualTo(6);
        assertThat(trace.path("tokens").get(5).path("positive").asDouble()).isCloseTo(positive, within(1e-5));

        assertThat(terminal.run("explain", "--bundle", bundle, "--json", "Great, awful! great"))
                .as(terminal.err())
                .isZero();
        JsonNode explanation = JsonMapper.shared().readTree(terminal.out());
        double logOdds = Math.log(positive / (1 - positive));
        assertThat(explanation.path("logOdds").asDouble()).isCloseTo(logOdds, within(1e-4));

        assertThat(terminal.run("summary", "--bundle", bundle)).isZero();
        assertThat(terminal.out()).contains("Total params: 26");
    }

    @Test
    void whatIsExportedIsImportedAgain() throws IOException {
        assertThat(runImport()).as(terminal.err()).isZero();
        Path exported = folder.resolve("out.keras");
        assertThat(terminal.run("export", "--bundle", bundle, "--keras", exported))
                .as(terminal.err())
                .isZero();

        assertThat(terminal.run(
                        "import",
                        "--keras",
                        exported,
                        "--vocabulary",
                        folder.resolve("out.vocabulary.json"),
                        "--name",
                        "tiny",
                        "--language",
                        "en",
                        "--out",
                        folder.resolve("again")))
                .as(terminal.err())
                .isZero();

        var before = ModelBundle.open(bundle).manifest();
        var after = ModelBundle.open(folder.resolve("again")).manifest();
        assertThat(after.architecture()).isEqualTo(before.architecture());
        assertThat(entries(folder.resolve("again/network.zip"))).isEqualTo(entries(bundle.resolve("network.zip")));
        assertThat(after.files().get("vocabulary.txt")).isEqualTo(before.files().get("vocabulary.txt"));
    }

    @Test
    void anotherAnswerThanExpectedIsRefusedAndNothingIsWritten() throws IOException {
        Path expected = Files.writeString(folder.resolve("expected"), "{\"text\": \"great\", \"positive\": 0.9}\n");

        assertThat(runImport("--verify", expected)).isEqualTo(2);
        assertThat(terminal.err()).startsWith("The network gives \"great\"");
        assertThat(bundle).doesNotExist();
    }

    @Test
    void aFileThatIsNoModelIsRefusedInASentence() throws IOException {
        Files.writeString(model, "no model");

        assertThat(runImport()).isEqualTo(2);
        assertThat(terminal.err()).isEqualTo("The file is neither an HDF5 file nor a .keras file.\n");
        assertThat(runImport("--keras", folder.resolve("missing.h5"))).isEqualTo(2);
        assertThat(terminal.err()).isEqualTo("There is no file " + folder.resolve("missing.h5") + ".\n");
    }

    /** What a zip holds, whenever that was written: the checksum of each entry by its name. */
    private static Map<String, Long> entries(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream().collect(Collectors.toMap(ZipEntry::getName, ZipEntry::getCrc));
        }
    }

    private int runImport(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("import", "--keras", model, "--vocabulary", words));
        arguments.addAll(List.of("--name", "tiny", "--language", "en", "--out", bundle, "--padding", "post"));
        arguments.addAll(List.of("--truncating", "pre"));
        arguments.addAll(List.of(more));
        return terminal.run(arguments.toArray());
    }

    private List<JsonNode> lines() {
        return terminal.out().lines().map(JsonMapper.shared()::readTree).toList();
    }
}

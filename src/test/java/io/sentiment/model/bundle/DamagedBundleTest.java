package io.sentiment.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedBundleTest {

    @TempDir
    Path temporary;

    private Path folder = Path.of("");
    private Path manifest = Path.of("");

    @BeforeEach
    void writeBundle() throws IOException {
        folder = SmallModel.write(temporary.resolve("bundle"));
        manifest = folder.resolve("manifest.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"network.zip", "vocabulary.txt", "README.md", "training-rows.bin"})
    void oneWrongBitIsNoticed(String name) throws IOException {
        Tampering.flipBit(folder.resolve(name));

        assertRefused(name + " does not match its checksum in manifest.json.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "network.zip", "vocabulary.txt", "README.md", "training-rows.bin"})
    void aMissingFileIsNamed(String name) throws IOException {
        Files.delete(folder.resolve(name));

        assertRefused(name + " is missing.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"extra.txt", ".DS_Store", "updater.bin"})
    void anUnexpectedFileIsNamed(String name) throws IOException {
        Files.createFile(folder.resolve(name));

        assertRefused("it holds '" + name + "', which does not belong to a bundle.");
    }

    @Test
    void aFolderInThePlaceOfAFileIsRefused() throws IOException {
        Files.delete(folder.resolve("README.md"));
        Files.createDirectory(folder.resolve("README.md"));

        assertRefused("README.md cannot be read.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "formatVersion" : 1, | "formatVersion" : 2, "colour" : 1, | has the format version 2, but this program reads only 1.
            "formatVersion" : 1, | "formatVersion" : "1", | has the format version "1", but this program reads only 1.
            "formatVersion" : 1, | "colour" : 1, | has no format version.
            "version" : 1, | "version" : 1, "colour" : "red", | is malformed: Unrecognized property "colour" (at colour).
            "version" : 1, | "version" : 1, "version" : 1, | is malformed: Duplicate Object property "version" (line 4).
            "version" : 1, | "version" : 1.5, | is malformed: Cannot coerce Floating-point value (1.5) to `int`
            "version" : 1, | "version" : null, | is malformed: Invalid `null` value encountered for property "version"
            "version" : 1, | | is malformed: Missing creator property 'version' (at version).
            "version" : 1, | "version" : 0, | is malformed: The version of a model must be at least 1, but is 0.
            "reviews", | "Reviews", | is malformed: The model name 'Reviews' is not allowed
            "threshold" : 0.45 | "threshold" : 1.0 | is malformed: threshold must be above 0 and below 1, but is 1.0.
            "zh-Hans" | "no language" | is malformed: The language 'no language' is no BCP 47 tag.
            "Hani" | "hani" | is malformed: The script 'hani' is no ISO 15924 code, such as Latn.
            "Hani" | null | is malformed: Invalid `null` value encountered for property "scripts" (at scripts[1]).
            "bestEpoch" : 3 | "bestEpoch" : 6 | is malformed: bestEpoch must be from 1 to 5, but is 6.
            "lstm" | "gru" | is malformed: Unknown cell 'gru': use lstm or simple-rnn.
            "training", | "trainig", | is malformed: Cannot deserialize value
            2026-03-01T | 2026-13-01T | is malformed: Cannot deserialize value of type `Instant` from String "2026-13-01T
            "passed" : 31 | "passed" : 41 | is malformed: passed must be from 0 to the number of pairs, at least 1, but is 41 of 40.
            "training-rows.bin" | "training-rows.txt" | has no checksum of training-rows.bin.
            "README.md" | "README.txt" | has checksums of [README.txt, network.zip, vocabulary.txt] instead of [network.zip, vocabulary.txt, README.md].
            """)
    void aManifestThatBreaksTheRulesIsRefused(String good, String bad, String reason) throws IOException {
        String json = Files.readString(manifest);
        assertThat(json).contains(good);
        Files.writeString(manifest, json.replace(good, bad == null ? "" : bad));

        assertRefused("manifest.json " + reason);
    }

    @Test
    void fingerprintsThatAreNoneAreRefused() throws IOException {
        Tampering.replace(folder, "training-rows.bin", new byte[16]);

        assertRefused("training-rows.bin is malformed: It begins with no format from 1 to 3.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "good                                  | Line 1 is no row with a label and a text.",
                "{'label':1}                           | Line 1 is no row with a label and a text.",
                "{'label':1,'text':'good','more':true} | Line 1 is no row with a label and a text.",
                "{'label':2,'text':'good'}             | Line 1 has no text or another label than 0 and 1.",
                "{'label':0,'text':' '}                | Line 1 has no text or another label than 0 and 1."
            })
    void rowsToMeasureOnThatAreNoneAreRefused(String line, String reason) throws IOException {
        Tampering.replace(
                folder, "measuring-rows.jsonl", line.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

        assertRefused("measuring-rows.jsonl is malformed: " + reason);
    }

    @Test
    void moreRowsToMeasureOnThanABundleMayCarryAreRefused() throws IOException {
        byte[] rows = "{\"label\":1,\"text\":\"good\"}\n".repeat(1_001).getBytes(StandardCharsets.UTF_8);
        Tampering.replace(folder, "measuring-rows.jsonl", rows);

        assertRefused("measuring-rows.jsonl is malformed: It has more than 1000 rows.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "no JSON", "{} {}", "null"})
    void aManifestThatIsNoJsonObjectIsRefused(String json) throws IOException {
        Files.writeString(manifest, json);

        assertRefused("manifest.json ");
    }

    @Test
    void anOversizeManifestIsRefusedUnread() throws IOException {
        Files.write(manifest, new byte[(1 << 20) + 1]);

        assertRefused("manifest.json is larger than 1048576 bytes.");
    }

    @Test
    void anotherTokenizerIsRefused() throws IOException {
        Tampering.edit(
                manifest,
                json -> json.replace(
                        "\"tokenizer\" : {\n    \"formatVersion\" : 3",
                        "\"tokenizer\" : {\n    \"formatVersion\" : 99"));

        assertRefused("manifest.json asks for the tokenizer's format version 99, but this program has only 3.");
    }

    @Test
    void anotherIcuVersionIsAccepted() throws IOException {
        Tampering.edit(manifest, json -> json.replaceAll("\"icuVersion\" : \"[0-9.]+\"", "\"icuVersion\" : \"12.3\""));

        assertThat(ModelBundle.open(folder).manifest().tokenizer().icuVersion()).isEqualTo("12.3");
    }

    @Test
    void aVocabularyOfAnotherSizeIsRefused() throws IOException {
        Tampering.replace(folder, "vocabulary.txt", "<padding>\n<unknown>\ngood\n".getBytes(StandardCharsets.UTF_8));

        assertRefused("vocabulary.txt has 3 tokens, but the architecture has a vocabulary of 50.");
    }

    @Test
    void aMalformedVocabularyIsRefused() throws IOException {
        Tampering.replace(folder, "vocabulary.txt", "<padding>\n\n".getBytes(StandardCharsets.UTF_8));

        assertRefused("vocabulary.txt is malformed: Line 2 of the vocabulary must be <unknown>.");
    }

    @Test
    void aModelCardThatIsNoUtf8IsRefused() throws IOException {
        Tampering.replace(folder, "README.md", new byte[] {'#', (byte) 0xff});

        assertRefused("README.md is not well-formed UTF-8.");
    }

    @Test
    void anOversizeModelCardIsRefused() throws IOException {
        Tampering.replace(folder, "README.md", new byte[(1 << 20) + 1]);

        assertRefused("README.md is larger than 1048576 bytes.");
    }

    @Test
    void aNetworkLargerThanItsArchitectureIsRefused() throws IOException {
        Tampering.replace(folder, "network.zip", new byte[3 << 20]);

        long limit = SmallModel.ARCHITECTURE.parameters() * 4 + (2 << 20);
        assertRefused("network.zip is larger than " + limit + " bytes.");
    }

    @Test
    void aForeignLayerClassIsRefused() throws IOException {
        byte[] network = Tampering.editEntry(
                Files.readAllBytes(folder.resolve("network.zip")),
                "configuration.json",
                json -> json.replace("org.deeplearning4j.nn.conf.layers.LSTM", "com.example.Malicious"));
        Tampering.replace(folder, "network.zip", network);

        assertNetworkRefused("network.zip is refused: The network file names the class com.example.Malicious, which is"
                + " not allowed.");
    }

    @Test
    void aNetworkFileThatIsNoZipIsRefused() throws IOException {
        Tampering.replace(folder, "network.zip", new byte[100]);

        assertNetworkRefused("network.zip is refused: The network file is no DL4J network");
    }

    @Test
    void aNetworkOfAnotherArchitectureIsRefused() throws IOException {
        Tampering.edit(manifest, json -> json.replace("\"hiddenSize\" : 3", "\"hiddenSize\" : 4"));

        assertNetworkRefused("network.zip is refused: The network file's coefficients.bin does not hold");
    }

    @Test
    void anEmptyPlaceIsRefused() {
        Path nowhere = temporary.resolve("nowhere");

        assertThatThrownBy(() -> ModelBundle.open(nowhere))
                .isInstanceOf(UnreadableBundleException.class)
                .hasMessage(
                        "Cannot use the bundle " + nowhere + ": it is neither a readable folder nor a readable zip.");
    }

    private void assertNetworkRefused(String reason) {
        ModelBundle bundle = ModelBundle.open(folder);
        for (ThrowingCallable reading : List.<ThrowingCallable>of(bundle::openNetwork, bundle::readWeights)) {
            assertThatThrownBy(reading)
                    .isInstanceOf(UnreadableBundleException.class)
                    .hasMessageStartingWith("Cannot use the bundle " + folder + ": " + reason);
        }
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> ModelBundle.open(folder))
                .isInstanceOf(UnreadableBundleException.class)
                .hasMessageStartingWith("Cannot use the bundle " + folder + ": " + reason);
    }
}

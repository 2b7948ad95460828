package io.sentiment.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.model.bundle.BundleSource.ZipSource;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.rows.Fingerprints;
import io.sentiment.rows.LabelledRow;
import io.sentiment.text.EncodedText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTest {

    private static final EncodedText TEXT = new EncodedText(new int[] {2, 49, 1}, 3, 1, false);

    @TempDir
    Path temporary;

    @Test
    void aBundleGivesBackWhatWasWritten() throws IOException {
        Path folder = temporary.resolve("bundle");
        float[] expected;
        try (SentimentNetwork network = SmallModel.network()) {
            ModelBundle.write(
                    folder,
                    SmallModel.manifest("reviews", 7),
                    network,
                    SmallModel.vocabulary(),
                    SmallModel.MODEL_CARD,
                    SmallModel.ROWS);
            expected = network.positiveProbabilities(List.of(TEXT));
        }

        ModelBundle bundle = ModelBundle.open(folder);

        assertThat(bundle.version()).isEqualTo(new ModelVersion("reviews", 7));
        assertThat(bundle.manifest())
                .usingRecursiveComparison()
                .ignoringFields("files")
                .isEqualTo(SmallModel.manifest("reviews", 7));
        assertThat(bundle.manifest().files())
                .containsOnlyKeys(
                        "network.zip", "vocabulary.txt", "README.md", "training-rows.bin", "measuring-rows.jsonl")
                .containsEntry("README.md", Tampering.checksum(Files.readAllBytes(folder.resolve("README.md"))));
        assertThat(folder.resolve("README.md")).hasContent(SmallModel.MODEL_CARD);
        assertThat(bundle.vocabulary().size()).isEqualTo(50);
        try (SentimentNetwork network = bundle.openNetwork()) {
            assertThat(network.positiveProbabilities(List.of(TEXT))).isEqualTo(expected);
        }
    }

    @Test
    void aBundleFromBeforeThereWereBehaviouralSuitesIsRead() throws IOException {
        Path folder = SmallModel.write(temporary.resolve("bundle"));
        Path manifest = folder.resolve("manifest.json");
        Tampering.edit(manifest, json -> json.replaceFirst("(?s)  \"behaviour\" : .*?\n  },\n", ""));
        assertThat(manifest).content().doesNotContain("behaviour", "negation").contains("\"files\"");

        assertThat(ModelBundle.open(folder).manifest().behaviour()).isEmpty();
    }

    @Test
    void aBundleKnowsTheRowsThatItWasTrainedOnByTheirFingerprints() throws IOException {
        ModelBundle bundle = ModelBundle.open(SmallModel.write(temporary.resolve("bundle")));
        Fingerprints rows = Objects.requireNonNull(bundle.rows().training());

        assertThat(rows.isComplete()).isTrue();
        assertThat(rows.sharesAny(Fingerprints.of(List.of("word1", "word2")))).isTrue();
        assertThat(rows.sharesAny(Fingerprints.of(List.of("word2", "word1")))).isFalse();
    }

    @Test
    void aBundleCarriesRowsOfItsDomainToMeasureItsSuccessorsOn() throws IOException {
        List<LabelledRow> rows =
                List.of(new LabelledRow("word1\tand \"word2\"\n😀", true), new LabelledRow("word3 不好", false));
        Path folder = SmallModel.write(temporary.resolve("bundle"), "reviews", 1, new BundleRows(null, rows));
        Path zip = temporary.resolve("bundle.zip");
        writeZip(ModelBundle.open(folder), zip);

        assertThat(ModelBundle.open(folder).rows().measuring()).isEqualTo(rows);
        assertThat(ModelBundle.open(zip).rows().measuring()).isEqualTo(rows);
    }

    @Test
    void aBundleFromBeforeThereWereFingerprintsIsReadAndZipped() throws IOException {
        Path folder = SmallModel.write(temporary.resolve("bundle"), "reviews", 1, BundleRows.NONE);
        Path zip = temporary.resolve("bundle.zip");
        writeZip(ModelBundle.open(folder), zip);

        assertThat(folder.resolve("training-rows.bin")).doesNotExist();
        assertThat(ModelBundle.open(folder).rows()).isEqualTo(BundleRows.NONE);
        assertThat(ModelBundle.open(zip).rows()).isEqualTo(BundleRows.NONE);
    }

    @Test
    void theEncoderFollowsTheVocabularyAndReadsAnyLengthForwards() throws IOException {
        ModelBundle bundle = ModelBundle.open(SmallModel.write(temporary.resolve("bundle")));

        EncodedText encoded = bundle.encoder().encode("word5 surprise ".repeat(10));

        assertThat(encoded.length()).isEqualTo(20);
        assertThat(encoded.truncated()).isFalse();
        assertThat(encoded.tokenIds()[0]).isEqualTo(bundle.vocabulary().idOf("word5"));
        assertThat(encoded.unknownTokens()).isEqualTo(10);
    }

    @Test
    void aZipHoldsTheSameBytesAsTheFolder() throws IOException {
        Path folder = SmallModel.write(temporary.resolve("bundle"));
        Path zip = temporary.resolve("bundle.zip");
        writeZip(ModelBundle.open(folder), zip);

        ModelBundle bundle = ModelBundle.open(zip);

        assertThat(bundle.manifest()).isEqualTo(ModelBundle.open(folder).manifest());
        for (BundleFile file : BundleFile.values()) {
            assertThat(new ZipSource(zip).open(file.fileName()))
                    .hasBinaryContent(Files.readAllBytes(folder.resolve(file.fileName())));
        }
        bundle.openNetwork().close();
    }

    @Test
    void theZipOfAZipIsTheSameZip() throws IOException {
        Path zip = temporary.resolve("bundle.zip");
        writeZip(ModelBundle.open(SmallModel.write(temporary.resolve("bundle"))), zip);

        ByteArrayOutputStream second = new ByteArrayOutputStream();
        ModelBundle.open(zip).writeZip(second);

        assertThat(second.toByteArray()).isEqualTo(Files.readAllBytes(zip));
    }

    @Test
    void bundlesInAFolderOfTheClasspathAreFound() throws IOException {
        SmallModel.write(temporary.resolve("models/reviews"));

        try (URLClassLoader loader = loader(temporary)) {
            assertReadableFrom(loader);
        }
    }

    @Test
    void bundlesInAJarAreFound() throws IOException {
        Path folder = SmallModel.write(temporary.resolve("reviews"));
        Path jar = temporary.resolve("service.jar");
        try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.list(folder)) {
            output.putNextEntry(new JarEntry("models/"));
            output.putNextEntry(new JarEntry("models/reviews/"));
            for (Path file : files.toList()) {
                output.putNextEntry(new JarEntry("models/reviews/" + file.getFileName()));
                Files.copy(file, output);
            }
        }

        try (URLClassLoader loader = loader(jar)) {
            assertReadableFrom(loader);
        }
    }

    @Test
    void aNetworkThatChangedAfterOpeningIsRefused() throws IOException {
        Path folder = SmallModel.write(temporary.resolve("bundle"));
        ModelBundle bundle = ModelBundle.open(folder);

        // Still a network, but not the one that was opened.
        byte[] changed = Tampering.editEntry(
                Files.readAllBytes(folder.resolve("network.zip")), "configuration.json", json -> json + " ");
        Files.write(folder.resolve("network.zip"), changed);

        assertThatThrownBy(bundle::openNetwork)
                .isInstanceOf(UnreadableBundleException.class)
                .hasMessageEndingWith("network.zip does not match its checksum in manifest.json.");
        assertThatThrownBy(bundle::readWeights)
                .isInstanceOf(UnreadableBundleException.class)
                .hasMessageEndingWith("network.zip does not match its checksum in manifest.json.");
        assertThatThrownBy(() -> bundle.writeZip(OutputStream.nullOutputStream()))
                .isInstanceOf(UnreadableBundleException.class)
                .hasMessageEndingWith("network.zip does not match its checksum in manifest.json.");
    }

    private static void assertReadableFrom(ClassLoader loader) throws IOException {
        List<BundleSource> sources = BundleSource.onClasspath(loader);
        assertThat(sources).hasSize(1);
        ModelBundle bundle = ModelBundle.open(sources.get(0));
        try (InputStream card = sources.get(0).open("README.md")) {
            assertThat(card).hasContent(SmallModel.MODEL_CARD);
        }
        bundle.openNetwork().close();
    }

    private static URLClassLoader loader(Path path) throws IOException {
        return new URLClassLoader(new URL[] {path.toUri().toURL()}, null);
    }

    private static void writeZip(ModelBundle bundle, Path zip) throws IOException {
        try (OutputStream output = Files.newOutputStream(zip)) {
            bundle.writeZip(output);
        }
    }
}

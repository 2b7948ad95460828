package io.sentiment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.model.BundleImport.BundleTooLargeException;
import io.sentiment.model.StoredVersion.Origin;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.SmallModel;
import io.sentiment.model.bundle.Tampering;
import io.sentiment.model.bundle.UnreadableBundleException;
import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.storage.DataDirectory;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class BundleImportTest {

    @TempDir
    Path temporary;

    @AutoClose
    private final TestDatabase database = DatabaseKind.SQLITE.create();

    private final Stores stores = new Stores(database);
    private Path folder = Path.of("");

    @BeforeEach
    void writeBundle() throws IOException {
        folder = SmallModel.write(temporary.resolve("bundle"));
    }

    @AfterEach
    void nothingOfAnUploadStays() {
        assertThat(temporary.resolve("data/uploads")).isEmptyDirectory();
    }

    @Test
    void aBundleBecomesTheNextVersion() throws IOException {
        imports(1_000).read("reviews", zip(), "ann");
        StoredVersion second = imports(1_000).read("reviews", zip(), "ann");

        assertThat(second.version()).isEqualTo(new ModelVersion("reviews", 2));
        assertThat(second.origin()).isEqualTo(Origin.IMPORTED);
        assertThat(stores.audit.entries(Long.MAX_VALUE, 1).get(0).who()).isEqualTo("ann");
        assertThat(stores.champions.find("reviews")).isEmpty();
    }

    @Test
    void aBundleOfAnotherModelIsRefused() {
        assertRefused(
                "tweets", 1_000, "the bundle that was sent: it is a bundle of the model 'reviews', not of 'tweets'.");
    }

    @Test
    void aNetworkWithTooManyParametersIsRefusedUnread() throws IOException {
        Architecture huge = new Architecture(50, 65_536, Cell.LSTM, 65_536, 16, true, 8, 0);
        Tampering.edit(
                folder.resolve("manifest.json"),
                json -> json.replace("\"embeddingSize\" : 4", "\"embeddingSize\" : 65536")
                        .replace("\"hiddenSize\" : 3", "\"hiddenSize\" : 65536")
                        .replace("\"layers\" : 1", "\"layers\" : 16")
                        .replace("\"bidirectional\" : false", "\"bidirectional\" : true"));

        assertRefused(
                "reviews",
                1_000,
                "the bundle that was sent: its architecture has " + huge.parameters()
                        + " parameters, but at most 10000 are allowed.");
    }

    @Test
    void anArchitectureOutOfRangeIsRefused() throws IOException {
        Tampering.edit(folder.resolve("manifest.json"), json -> json.replace("\"layers\" : 1", "\"layers\" : 17"));

        assertRefused("reviews", 1_000, "manifest.json is malformed: layers must be from 1 to 16");
    }

    @Test
    void weightsThatAreNotFiniteAreRefused() throws IOException {
        byte[] network = Tampering.editEntryBytes(
                Files.readAllBytes(folder.resolve("network.zip")), "coefficients.bin", bytes -> {
                    ByteBuffer.wrap(bytes)
                            .order(ByteOrder.BIG_ENDIAN)
                            .putFloat(bytes.length - Float.BYTES, Float.POSITIVE_INFINITY);
                    return bytes;
                });
        Tampering.replace(folder, "network.zip", network);

        assertRefused("reviews", 1_000, "network.zip is refused: The network file has weights that are not finite.");
    }

    @Test
    void aForeignClassIsRefused() throws IOException {
        byte[] network = Tampering.editEntry(
                Files.readAllBytes(folder.resolve("network.zip")),
                "configuration.json",
                json -> json.replace("org.deeplearning4j.nn.conf.layers.LSTM", "com.example.Malicious"));
        Tampering.replace(folder, "network.zip", network);

        assertRefused("reviews", 1_000, "names the class com.example.Malicious, which is not allowed.");
    }

    @Test
    void aWrongChecksumIsRefused() throws IOException {
        Tampering.flipBit(folder.resolve("network.zip"));

        assertRefused("reviews", 1_000, "network.zip does not match its checksum in manifest.json.");
    }

    @Test
    void aPathOutOfTheBundleIsRefused() throws IOException {
        Files.writeString(folder.resolve("..x"), "");

        assertRefused("reviews", 1_000, "it holds '..x', which does not belong to a bundle.");
    }

    @Test
    void whatUnpacksToMuchIsRefused() throws IOException {
        Files.write(folder.resolve("vocabulary.txt"), new byte[65 << 20]);

        assertRefused("reviews", 1_000, "vocabulary.txt is larger than 67108864 bytes.");
    }

    @Test
    void aZipThatIsTooLargeIsReadNoFurtherThanItsBound() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, (byte) 'x');
                return length;
            }
        };

        assertThatThrownBy(() -> imports(10).read("reviews", endless, "ann"))
                .isInstanceOf(BundleTooLargeException.class)
                .hasMessage("The bundle is larger than the 10240 bytes that are allowed.");
        assertThat(stores.versions.versions("reviews")).isEmpty();
    }

    private void assertRefused(String model, int kilobytes, String reason) {
        assertThatThrownBy(() -> imports(kilobytes).read(model, zip(), "ann"))
                .isInstanceOf(UnreadableBundleException.class)
                .hasMessageStartingWith("Cannot use the bundle that was sent: ")
                .hasMessageContaining(reason.replace("the bundle that was sent: ", ""))
                .hasMessageNotContaining(temporary.toString());
        assertThat(stores.versions.checksums()).isEmpty();
    }

    private BundleImport imports(int kilobytes) {
        return new BundleImport(
                stores.versions,
                new ImportProperties(DataSize.ofKilobytes(kilobytes), 10_000),
                new DataDirectory(temporary.resolve("data")));
    }

    /** Whatever is in the folder. */
    private InputStream zip() throws IOException {
        Path file = temporary.resolve("bundle.zip");
        try (ZipOutputStream output = new ZipOutputStream(Files.newOutputStream(file));
                var files = Files.list(folder)) {
            for (Path each : files.sorted().toList()) {
                output.putNextEntry(new ZipEntry(each.getFileName().toString()));
                Files.copy(each, output);
            }
        }
        return new ByteArrayInputStream(Files.readAllBytes(file));
    }
}

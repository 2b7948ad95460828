package io.sentiment.model.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileZipTest {

    @TempDir
    Path temporary;

    private Path zip = Path.of("");

    @BeforeEach
    void nameZip() {
        zip = temporary.resolve("bundle.zip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../manifest.json", "/etc/passwd", "reviews/manifest.json", "manifest.json/", "..\\x", "a/"})
    void anEntryOutsideTheBundleIsRefusedAndNotUnpacked(String name) throws IOException {
        try (ZipOutputStream output = new ZipOutputStream(Files.newOutputStream(zip))) {
            output.putNextEntry(new ZipEntry(name));
        }

        assertRefused("it holds '" + name + "', which does not belong to a bundle.");
        assertThat(temporary).isDirectoryNotContaining(file -> !file.equals(zip));
    }

    @Test
    void anEntryThatIsThereTwiceIsRefused() throws IOException {
        // ZipOutputStream writes no duplicates, but a name of the same length can be made one.
        try (ZipOutputStream output = new ZipOutputStream(Files.newOutputStream(zip))) {
            output.putNextEntry(new ZipEntry("README.md"));
            output.putNextEntry(new ZipEntry("README.mx"));
        }
        Files.writeString(zip, Files.readString(zip, ISO_8859_1).replace("README.mx", "README.md"), ISO_8859_1);
        assertRefused("it holds README.md twice.");
    }

    @Test
    void anEntryThatUnpacksToMuchIsReadOnlyToItsLimit() throws IOException {
        Path folder = SmallModel.write(temporary.resolve("folder"));
        try (ZipOutputStream output = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (BundleFile file : BundleFile.values()) {
                output.putNextEntry(new ZipEntry(file.fileName()));
                Files.copy(folder.resolve(file.fileName()), output);
                if (file == BundleFile.VOCABULARY) {
                    output.write(new byte[65 << 20]);
                }
            }
        }

        assertThat(Files.size(zip)).isLessThan(1 << 20);
        assertRefused("vocabulary.txt is larger than 67108864 bytes.");
    }

    @Test
    void aTruncatedZipIsRefused() throws IOException {
        zipBundle();
        byte[] bytes = Files.readAllBytes(zip);
        Files.write(zip, Arrays.copyOf(bytes, bytes.length - 30));

        assertRefused("it is neither a readable folder nor a readable zip.");
    }

    @Test
    void bytesBeforeOrAfterTheZipAreRefused() throws IOException {
        zipBundle();
        byte[] bytes = Files.readAllBytes(zip);
        Files.write(zip, new byte[] {0}, StandardOpenOption.APPEND);
        assertRefused("bytes follow the end of the zip.");

        Files.write(zip, bytes);
        Files.write(zip, bytes, StandardOpenOption.APPEND);
        assertRefused("bytes come before the beginning of the zip.");
    }

    @Test
    void aZipMayHaveAComment() throws IOException {
        Path folder = SmallModel.write(temporary.resolve("folder"));
        try (ZipOutputStream output = new ZipOutputStream(Files.newOutputStream(zip))) {
            output.setComment("made by hand");
            for (BundleFile file : BundleFile.values()) {
                output.putNextEntry(new ZipEntry(file.fileName()));
                Files.copy(folder.resolve(file.fileName()), output);
            }
        }

        assertThat(ModelBundle.open(zip).version().version()).isPositive();
    }

    @Test
    void aFileThatIsNoZipIsRefused() throws IOException {
        Files.writeString(zip, "no zip");

        assertRefused("it is neither a readable folder nor a readable zip.");
    }

    private void zipBundle() throws IOException {
        ModelBundle bundle = ModelBundle.open(SmallModel.write(temporary.resolve("folder")));
        try (OutputStream output = Files.newOutputStream(zip)) {
            bundle.writeZip(output);
        }
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> ModelBundle.open(zip))
                .isInstanceOf(UnreadableBundleException.class)
                .hasMessageStartingWith("Cannot use the bundle " + zip + ": " + reason);
    }
}

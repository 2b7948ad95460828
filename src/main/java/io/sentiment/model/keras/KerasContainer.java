package io.sentiment.model.keras;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A model as Keras saves it: an HDF5 file, or a zip of a configuration and an HDF5 file of weights. Which of them is told by
 * the first bytes, since names lie. Owns its file until {@link #close()}.
 */
final class KerasContainer implements AutoCloseable {

    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F'};
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final int MAXIMUM_JSON_BYTES = 1 << 24;

    private final String configuration;
    private final String version;
    private final boolean zipped;
    private final Hdf5File weights;
    private final @Nullable Path extracted;
    private final @Nullable List<String> vectorization;

    private KerasContainer(
            String configuration,
            String version,
            Hdf5File weights,
            @Nullable Path extracted,
            @Nullable List<String> vectorization) {
        this.configuration = configuration;
        this.version = version;
        this.weights = weights;
        this.zipped = extracted != null;
        this.extracted = extracted;
        this.vectorization = vectorization;
    }

    /**
     * Opens a file.
     *
     * @param largest bytes of weights that are read at most
     * @throws UnusableKerasFileException if it holds no whole model
     * @throws IOException if it cannot be read, or the disk not be written
     */
    static KerasContainer open(Path file, long largest) throws IOException {
        if (Files.size(file) > largest) {
            throw tooLarge(largest);
        }
        byte[] first;
        try (InputStream stream = Files.newInputStream(file)) {
            first = stream.readNBytes(64);
        }
        if (startsWith(first, HDF5)) {
            return openHdf5(file);
        }
        if (startsWith(first, ZIP)) {
            return openZip(file, largest);
        }
        if (new String(first, StandardCharsets.ISO_8859_1).startsWith("version https://git-lfs")) {
            throw new UnusableKerasFileException(
                    "The file is a pointer of Git LFS, not the model itself: fetch it with 'git lfs pull'.");
        }
        throw new UnusableKerasFileException("The file is neither an HDF5 file nor a .keras file.");
    }

    String configuration() {
        return configuration;
    }

    /** The release of Keras that wrote the file, such as {@code 3.10.0}; empty where it does not say. */
    String version() {
        return version;
    }

    boolean isZip() {
        return zipped;
    }

    Hdf5File weights() {
        return weights;
    }

    /** The vocabulary that a TextVectorization layer has beside the weights, a token each. */
    Optional<List<String>> vectorization() {
        return Optional.ofNullable(vectorization);
    }

    @Override
    public void close() throws IOException {
        weights.close();
        if (extracted != null) {
            Files.deleteIfExists(extracted);
        }
    }

    private static KerasContainer openHdf5(Path file) {
        Hdf5File hdf5 = new Hdf5File(file);
        try {
            Optional<String> configuration = hdf5.text("model_config");
            if (configuration.isEmpty()) {
                throw new UnusableKerasFileException(
                        "The file holds weights without a configuration: save the model with save(), not with"
                                + " save_weights().");
            }
            return new KerasContainer(
                    configuration.get(), hdf5.text("keras_version").orElse(""), hdf5, null, null);
        } catch (RuntimeException failure) {
            hdf5.close();
            throw failure;
        }
    }

    private static KerasContainer openZip(Path file, long largest) throws IOException {
        Path extracted = Files.createTempFile("keras", ".h5");
        Hdf5File hdf5 = null;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            String configuration = text(zip, "config.json");
            String version = ModelConfiguration.parse(text(zip, "metadata.json"), "metadata.json")
                    .path("keras_version")
                    .asString("");
            extract(zip, "model.weights.h5", extracted, largest);
            hdf5 = new Hdf5File(extracted);
            return new KerasContainer(configuration, version, hdf5, extracted, vectorization(zip));
        } catch (IllegalArgumentException | ZipException e) {
            Files.deleteIfExists(extracted);
            throw new UnusableKerasFileException("The .keras file is a damaged zip.", e);
        } catch (RuntimeException | IOException e) {
            if (hdf5 != null) {
                hdf5.close();
            }
            Files.deleteIfExists(extracted);
            throw e;
        }
    }

    private static @Nullable List<String> vectorization(ZipFile zip) throws IOException {
        Optional<? extends ZipEntry> entry = zip.stream()
                .filter(found -> found.getName().replace('\\', '/').matches("assets/.*/vocabulary\\.txt"))
                .findFirst();
        return entry.isEmpty()
                ? null
                : Arrays.asList(text(zip, entry.get().getName()).split("\n", -1));
    }

    private static String text(ZipFile zip, String name) throws IOException {
        try (InputStream stream = entry(zip, name)) {
            byte[] bytes = stream.readNBytes(MAXIMUM_JSON_BYTES + 1);
            if (bytes.length > MAXIMUM_JSON_BYTES) {
                throw new UnusableKerasFileException(name + " is larger than " + MAXIMUM_JSON_BYTES + " bytes.");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnusableKerasFileException("The .keras file's " + name + " is damaged.", e);
        }
    }

    private static void extract(ZipFile zip, String name, Path file, long largest) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        try (InputStream stream = entry(zip, name);
                OutputStream output = Files.newOutputStream(file)) {
            for (int count = read(stream, buffer, name); count >= 0; count = read(stream, buffer, name)) {
                total += count;
                if (total > largest) {
                    throw tooLarge(largest);
                }
                output.write(buffer, 0, count);
            }
        }
    }

    private static int read(InputStream stream, byte[] buffer, String name) {
        try {
            return stream.read(buffer);
        } catch (IOException e) {
            throw new UnusableKerasFileException("The .keras file's " + name + " is damaged.", e);
        }
    }

    private static InputStream entry(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new UnusableKerasFileException("The zip is no .keras file: it has no " + name + ".");
        }
        return zip.getInputStream(entry);
    }

    private static UnusableKerasFileException tooLarge(long largest) {
        return new UnusableKerasFileException("The file holds more than the " + largest + " bytes that are read.");
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(Arrays.copyOf(bytes, prefix.length), prefix);
    }
}

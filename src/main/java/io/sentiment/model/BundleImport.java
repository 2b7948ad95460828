package io.sentiment.model;

import io.sentiment.model.StoredVersion.Origin;
import io.sentiment.model.bundle.BundleSource.ZipSource;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.UnreadableBundleException;
import io.sentiment.model.keras.ImportedModel;
import io.sentiment.storage.DataDirectory;
import io.sentiment.storage.LimitedStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** Takes bundles that may come from a stranger. Thread-safe. */
@Component
public final class BundleImport {

    private final VersionStore store;
    private final ImportProperties properties;
    private final Path folder;

    BundleImport(VersionStore store, ImportProperties properties, DataDirectory data) {
        this.store = store;
        this.properties = properties;
        this.folder = data.temporaryFolder("uploads");
    }

    /**
     * Reads a zip, verifies all of it, also that its network can be read, and stores it as the next version. Keeps
     * nothing of what it refuses.
     *
     * @param model of which it must be a bundle
     * @param who is named in the audit trail
     * @throws BundleTooLargeException if the zip is larger than the configured bound
     * @throws UnreadableBundleException with the reason, if it is refused
     * @throws UnwritableUploadException if the disk cannot be written, as when it is full
     * @throws IOException if the stream cannot be read
     */
    public StoredVersion read(String model, InputStream zip, String who) throws IOException {
        Path file = folder.resolve("bundle-" + UUID.randomUUID() + ".zip");
        try {
            receive(zip, file);
            ModelBundle bundle = ModelBundle.open(new ZipSource(file, "that was sent"));
            requireModel(bundle, model);
            requireBounds(bundle);
            bundle.verifyNetwork();
            return store.add(bundle, Origin.IMPORTED, who);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Receives a file of which a bundle is to be made. The caller deletes it.
     *
     * @throws BundleTooLargeException if it is larger than a bundle may be
     * @throws UnwritableUploadException if the disk cannot be written, as when it is full
     * @throws IOException if the stream cannot be read
     */
    public Path receive(InputStream stream) throws IOException {
        Path file = folder.resolve("part-" + UUID.randomUUID());
        try {
            receive(stream, file);
        } catch (RuntimeException | IOException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
        return file;
    }

    /**
     * Makes a bundle of a model of Keras, and stores it as the next version. Keeps nothing of what it refuses.
     *
     * @param languages of its texts, as BCP 47 tags
     * @param threshold probability, inside (0, 1), from which a text is called positive
     * @param who is named in the audit trail
     * @throws IllegalArgumentException if name, language or threshold is none
     * @throws UnreadableBundleException if the network is larger than allowed
     * @throws IOException if the disk cannot be written
     */
    public StoredVersion write(
            String model, ImportedModel imported, List<String> languages, double threshold, String who)
            throws IOException {
        Path bundle = folder.resolve("keras-" + UUID.randomUUID());
        try {
            imported.write(bundle, new ModelVersion(model, 1), languages, threshold);
            ModelBundle written = ModelBundle.open(bundle);
            requireBounds(written);
            return store.add(written, Origin.IMPORTED, who);
        } finally {
            FileSystemUtils.deleteRecursively(bundle);
        }
    }

    private void receive(InputStream zip, Path file) throws IOException {
        InputStream limited = new LimitedStream(
                zip, properties.bundle().toBytes(), () -> new BundleTooLargeException(properties.bundle()));
        byte[] buffer = new byte[1 << 16];
        try (LocalFile output = new LocalFile(file)) {
            for (int count = limited.read(buffer); count >= 0; count = limited.read(buffer)) {
                output.write(buffer, count);
            }
        }
    }

    private static void requireModel(ModelBundle bundle, String model) {
        if (!bundle.version().model().equals(model)) {
            throw new UnreadableBundleException(
                    bundle, "it is a bundle of the model '" + bundle.version().model() + "', not of '" + model + "'.");
        }
    }

    /** A file of a few kilobytes can name a network that takes all memory. */
    private void requireBounds(ModelBundle bundle) {
        long parameters = bundle.manifest().architecture().parameters();
        if (parameters > properties.parameters()) {
            throw new UnreadableBundleException(
                    bundle,
                    "its architecture has " + parameters + " parameters, but at most " + properties.parameters()
                            + " are allowed.");
        }
    }

    /** An upload that is larger than bundles may be; the message is one sentence for its user. */
    public static final class BundleTooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BundleTooLargeException(DataSize limit) {
            super("The bundle is larger than the " + limit.toBytes() + " bytes that are allowed.");
        }
    }

    /** A disk that cannot take an upload; the message is one sentence for its user. */
    public static final class UnwritableUploadException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnwritableUploadException(IOException cause) {
            super("The service cannot write the upload to its disk: see that there is room.", cause);
        }
    }

    /** A file that an upload is written to; its errors tell the disk's faults from those of the client's connection. */
    private static final class LocalFile implements AutoCloseable {

        private final OutputStream stream;

        LocalFile(Path file) {
            try {
                stream = Files.newOutputStream(file);
            } catch (IOException e) {
                throw new UnwritableUploadException(e);
            }
        }

        void write(byte[] bytes, int count) {
            try {
                stream.write(bytes, 0, count);
            } catch (IOException e) {
                throw new UnwritableUploadException(e);
            }
        }

        @Override
        public void close() {
            try {
                stream.close();
            } catch (IOException e) {
                throw new UnwritableUploadException(e);
            }
        }
    }
}

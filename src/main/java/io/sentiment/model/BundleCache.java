package io.sentiment.model;

import io.sentiment.model.VersionSource.BundleUnavailableException;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.UnreadableBundleException;
import io.sentiment.storage.Checksum;
import io.sentiment.storage.DataDirectory;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Local copies of the bundles in the database, as {@code bundles/MODEL/VERSION.zip} in the data directory. A copy is
 * compared with its checksum whenever it is opened, and fetched again if it differs. Thread-safe.
 */
@Component
public final class BundleCache implements VersionSource {

    private static final Logger LOG = LoggerFactory.getLogger(BundleCache.class);

    private final VersionStore store;
    private final Path folder;
    private final Path fetching;
    private volatile Map<ModelVersion, String> checksums = Map.of();

    BundleCache(VersionStore store, DataDirectory data) {
        this.store = store;
        this.folder = data.folder("bundles");
        this.fetching = data.temporaryFolder("fetching");
    }

    /** Asks the database which versions there are. */
    public void refresh() {
        checksums = Map.copyOf(store.checksums());
    }

    @Override
    public Set<ModelVersion> versions() {
        return checksums.keySet();
    }

    @Override
    public ModelBundle open(ModelVersion version) {
        return ModelBundle.open(file(version));
    }

    /**
     * The zip of a version on this machine.
     *
     * @throws UnknownModelException if there is no such version
     * @throws UnreadableBundleException if the bytes in the database do not match their checksum
     * @throws BundleUnavailableException if the database is away or the copy cannot be written
     */
    public synchronized Path file(ModelVersion version) {
        String checksum = checksums.get(version);
        if (checksum == null) {
            throw new UnknownModelException(version.model(), version.version());
        }
        Path file = folder.resolve(version.model()).resolve(version.version() + ".zip");
        try {
            if (!checksum.equals(checksum(file))) {
                fetch(version, checksum, file);
            }
            return file;
        } catch (IOException e) {
            throw new BundleUnavailableException(version, "the folder " + folder + " cannot be used.", e);
        } catch (DataAccessException e) {
            throw new BundleUnavailableException(version, "the database cannot be reached.", e);
        }
    }

    /** Deletes the copy of a version that is no more. */
    public synchronized void delete(ModelVersion version) {
        Path file = folder.resolve(version.model()).resolve(version.version() + ".zip");
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Could not delete {}", file, e);
        }
    }

    private void fetch(ModelVersion version, String checksum, Path file) throws IOException {
        Files.createDirectories(folder.resolve(version.model()));
        Path temporary = fetching.resolve(UUID.randomUUID() + ".zip");
        try {
            Checksum copied = new Checksum();
            try (OutputStream stream = copied.of(Files.newOutputStream(temporary))) {
                store.copy(version, stream);
            }
            if (!copied.hex().equals(checksum)) {
                throw new UnreadableBundleException(version, "its bytes in the database do not match their checksum.");
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static @Nullable String checksum(Path file) throws IOException {
        Checksum checksum = new Checksum();
        try (InputStream stream = checksum.of(Files.newInputStream(file))) {
            stream.transferTo(OutputStream.nullOutputStream());
            return checksum.hex();
        } catch (NoSuchFileException | FileNotFoundException e) {
            return null;
        }
    }
}

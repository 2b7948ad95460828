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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final Pattern COPY =
            Pattern.compile("([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)[/\\\\]([1-9]\\d{0,8})\\.zip");

    private final VersionStore store;
    private final Path folder;
    private final Path fetching;
    private final Object look = new Object();
    private final Set<ModelVersion> copies = ConcurrentHashMap.newKeySet();
    private volatile Map<ModelVersion, String> checksums = Map.of();

    BundleCache(VersionStore store, DataDirectory data) {
        this.store = store;
        this.folder = data.folder("bundles");
        this.fetching = data.temporaryFolder("fetching");
        copies.addAll(copiesIn(folder));
    }

    /** Asks the database which versions there are. A version that one look did not find is not there for a later one. */
    public void refresh() {
        // One at a time: a slow answer from before a deletion must not replace one from after it.
        synchronized (look) {
            checksums = Map.copyOf(store.checksums());
        }
    }

    @Override
    public Set<ModelVersion> versions() {
        return checksums.keySet();
    }

    @Override
    public ModelBundle open(ModelVersion version) {
        try {
            return ModelBundle.open(file(version));
        } catch (UnreadableBundleException damaged) {
            // The copy of a version that is no more may go while it is read.
            throw checksums.containsKey(version) ? damaged : unknown(version);
        }
    }

    /**
     * The zip of a version on this machine.
     *
     * @throws UnknownModelException if there is no such version
     * @throws UnreadableBundleException if the bytes in the database do not match their checksum
     * @throws BundleUnavailableException if the database is away or the copy cannot be written
     */
    public synchronized Path file(ModelVersion version) {
        Path file = copy(version);
        try {
            String checksum = requireChecksum(version);
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
        Path file = copy(version);
        try {
            Files.deleteIfExists(file);
            copies.remove(version);
        } catch (IOException e) {
            LOG.warn("Could not delete {}", file, e);
        }
    }

    /** The versions that have a copy here, be they in the database or not. */
    public Set<ModelVersion> copies() {
        return Set.copyOf(copies);
    }

    /** What an earlier process has left: a version may have been deleted since. */
    private static Set<ModelVersion> copiesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.flatMap(file -> version(folder.relativize(file)).stream())
                    .collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Could not list {}", folder, e);
            return Set.of();
        }
    }

    private Path copy(ModelVersion version) {
        return folder.resolve(version.model()).resolve(version.version() + ".zip");
    }

    /** The inverse of {@link #copy}, below the folder; empty for whatever else is there. */
    private static Optional<ModelVersion> version(Path copy) {
        Matcher name = COPY.matcher(copy.toString());
        return name.matches()
                ? Optional.of(new ModelVersion(name.group(1), Integer.parseInt(name.group(2))))
                : Optional.empty();
    }

    /** What this process has not heard of may be new. */
    private String requireChecksum(ModelVersion version) {
        if (!checksums.containsKey(version)) {
            refresh();
        }
        String checksum = checksums.get(version);
        if (checksum == null) {
            throw unknown(version);
        }
        return checksum;
    }

    private static UnknownModelException unknown(ModelVersion version) {
        return new UnknownModelException(version.model(), version.version());
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
                // The bytes of a version that is deleted meanwhile come to an end early.
                refresh();
                if (!checksums.containsKey(version)) {
                    throw unknown(version);
                }
                throw new UnreadableBundleException(version, "its bytes in the database do not match their checksum.");
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            copies.add(version);
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

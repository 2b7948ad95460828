package io.sentiment.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.util.FileSystemUtils;

/**
 * Where a process keeps its files: the embedded database, local copies of model bundles, what is being received. Two
 * processes would delete each other's. Thread-safe.
 */
public final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "sentiment.lock";

    private final Path path;
    private final @Nullable FileChannel lock;

    /** Without the lock by which a service keeps others out. */
    public DataDirectory(Path path) {
        this(path, null);
    }

    private DataDirectory(Path path, @Nullable FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * A folder, made when it is missing, that is this process's own until it is closed.
     *
     * @throws UnusableException if it cannot be made or written, or another process has it
     */
    static DataDirectory occupy(Path path) {
        if (!ProcessLocale.canEncode(path.toAbsolutePath().toString())) {
            throw new UnusableException(
                    "The data directory " + path.toAbsolutePath() + " has characters that " + ProcessLocale.advice()
                            + ".",
                    null);
        }
        Path folder = new DataDirectory(path).folder("");
        FileChannel channel = null;
        try {
            // The system releases it however the process ends.
            channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return new DataDirectory(folder, channel);
            }
        } catch (OverlappingFileLockException sameProcess) {
            // As if it were another one.
        } catch (IOException e) {
            throw UnusableException.unwritable(folder, e);
        }
        close(channel);
        throw new UnusableException(
                "The data directory " + folder + " is in use by another process: stop that one, or name another folder"
                        + " with sentiment.data-directory.",
                null);
    }

    /**
     * The folder of that name inside, made when it is missing.
     *
     * @throws UnusableException if it cannot be made or written
     */
    public Path folder(String name) {
        Path folder = path.resolve(name).toAbsolutePath().normalize();
        requireNoFile(folder);
        try {
            Files.createDirectories(folder);
            // Permissions, quotas and read-only mounts are known to those alone who write.
            Files.delete(Files.createTempFile(folder, "probe", null));
            return folder;
        } catch (IOException e) {
            throw UnusableException.unwritable(folder, e);
        }
    }

    /**
     * A file of that name inside, which need not be there.
     *
     * @throws UnusableException if it is no file or cannot be written
     */
    Path file(String name) {
        Path file = folder("").resolve(name);
        if (Files.exists(file) && !(Files.isRegularFile(file) && Files.isWritable(file))) {
            throw new UnusableException(
                    "The file " + file + " cannot be written: give this process the right to, or name another folder"
                            + " with sentiment.data-directory.",
                    null);
        }
        return file;
    }

    /**
     * An empty folder of that name inside, for what is of use only while the process lives: what an earlier process has
     * left there is deleted.
     *
     * @throws UnusableException if it cannot be made, written or emptied
     */
    public Path temporaryFolder(String name) {
        Path folder = path.resolve(name).toAbsolutePath().normalize();
        requireNoFile(folder);
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw UnusableException.unwritable(folder, e);
        }
        return folder(name);
    }

    /** Lets other processes have it. */
    @Override
    public void close() {
        close(lock);
    }

    private static void close(@Nullable FileChannel lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            // The system takes the lock back when the process ends.
        }
    }

    /** Systems call a file in the place of a folder by many names. */
    private static void requireNoFile(Path folder) {
        for (Path place = folder; place != null; place = place.getParent()) {
            if (Files.exists(place)) {
                if (!Files.isDirectory(place)) {
                    throw new UnusableException(
                            "The folder " + folder + " cannot be made, because " + place
                                    + " is a file: name a folder with sentiment.data-directory.",
                            null);
                }
                return;
            }
        }
    }

    /**
     * The setting.
     *
     * @param dataDirectory Folder of the embedded database and of the local copies of model bundles; made when it is
     *     missing.
     */
    @ConfigurationProperties("sentiment")
    public record Location(@DefaultValue("./data") Path dataDirectory) {}

    /** A data directory that is of no use; the message is one sentence for its user. */
    public static final class UnusableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnusableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        private static UnusableException unwritable(Path folder, IOException cause) {
            @Nullable
            String reason = cause instanceof FileSystemException fault ? fault.getReason() : cause.getMessage();
            return new UnusableException(
                    "The folder " + folder + " cannot be written ("
                            + (reason == null ? cause.getClass().getSimpleName() : reason)
                            + "): give this process the right to, or name another folder with"
                            + " sentiment.data-directory.",
                    cause);
        }

        /** Says in plain words why the service does not start; {@code spring.factories} names it. */
        static final class Analyzer extends AbstractFailureAnalyzer<UnusableException> {

            @Override
            protected FailureAnalysis analyze(Throwable failure, UnusableException cause) {
                return new FailureAnalysis(cause.getMessage(), "docs/settings.md tells what the folder is for.", cause);
            }
        }
    }
}

package io.sentiment.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A folder that comes into being with all its files at once: filled under another name, then renamed. */
public final class AtomicFolder {

    private final Path target;
    private final Path parent;

    /** @throws FileAlreadyExistsException if something is there already, other than an empty folder */
    public AtomicFolder(Path target) throws IOException {
        this.target = target.toAbsolutePath().normalize();
        this.parent = Objects.requireNonNull(this.target.getParent(), "The root folder is no place for a bundle.");
        if (Files.exists(target) && !isEmptyFolder(target)) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, "A bundle is written only to a new or an empty folder.");
        }
    }

    /** Fills the folder; when that fails, nothing is left of it. */
    public void publish(Filling filling) throws IOException {
        Files.createDirectories(parent);
        // A sibling, because a rename is atomic only inside a file system. Its dot hides it from a registry.
        Path temporary = parent.resolve("." + target.getFileName() + "-" + UUID.randomUUID());
        Files.createDirectory(temporary);
        try {
            filling.fill(temporary);
            AtomicFile.synchronise(temporary);
            // Some systems do not rename over an empty folder. One that is no longer empty is not deleted.
            Files.deleteIfExists(target);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileSystemUtils.deleteRecursively(temporary);
        }
        AtomicFile.synchronise(parent);
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.findAny().isEmpty();
        }
    }

    /** Writes the files of the folder. */
    public interface Filling {
        void fill(Path folder) throws IOException;
    }
}

package io.sentiment.storage;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** A file that is seen whole or not at all, whenever the process or the machine stops. */
public final class AtomicFile {

    /** Ends the names of files that are being written. */
    public static final String UNFINISHED = ".unfinished";

    private AtomicFile() {}

    /** Writes a file anew, or replaces it; when that fails, what was there stays. */
    public static void write(Path file, Content content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + UNFINISHED);
        try (FileOutputStream output = new FileOutputStream(temporary.toFile())) {
            OutputStream stream = new BufferedOutputStream(output, 1 << 16);
            content.writeTo(stream);
            stream.flush();
            output.getFD().sync();
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        synchronise(Objects.requireNonNull(file.toAbsolutePath().getParent(), "A file lies in a folder."));
    }

    /** Writes a folder's entries, or what a file holds, to the disk, so that a power failure does not undo them. */
    public static void synchronise(Path path) throws IOException {
        // Windows opens no folder as a file, and needs none of this.
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Writes the bytes of the file. */
    public interface Content {
        void writeTo(OutputStream stream) throws IOException;
    }
}

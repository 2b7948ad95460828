package io.sentiment.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of a few megabytes, which a test can fill. Needs a system that lets its user mount one. */
public final class SmallDisk implements AutoCloseable {

    private final Path path;

    private SmallDisk(Path path) {
        this.path = path;
    }

    /** Mounts it, or skips the test with the reason. */
    public static SmallDisk mount(Path path, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(path);
        Process mount;
        try {
            mount = new ProcessBuilder(
                            "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", path.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException unknown) {
            Assumptions.abort("There is no command mount here.");
            throw unknown;
        }
        String complaint = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        Assumptions.assumeTrue(mount.waitFor() == 0, "No file system can be mounted here: " + complaint);
        return new SmallDisk(path);
    }

    public Path path() {
        return path;
    }

    /** Writes until nothing more goes in. */
    public void fill() throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream filler = Files.newOutputStream(filler())) {
            while (true) {
                filler.write(page);
            }
        } catch (IOException full) {
            // As it should be.
            if (Files.size(filler()) == 0) {
                throw full;
            }
        }
    }

    /** Takes away what filled it. */
    public void makeRoom() throws IOException {
        Files.delete(filler());
    }

    private Path filler() {
        return path.resolve("filler");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        // Lazily: the database of a service that has just stopped may still be mapped.
        new ProcessBuilder("umount", "--lazy", path.toString()).start().waitFor();
    }
}

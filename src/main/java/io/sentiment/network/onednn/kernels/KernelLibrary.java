package io.sentiment.network.onednn.kernels;

import com.sun.jna.Platform;
import io.sentiment.storage.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * The library of the kernels as a file, which a system needs to load it. It lies where JavaCPP unpacks the other native libraries,
 * with its checksum in its name: each content is written once, whatever versions of the program use the folder.
 *
 * @param folder in which it lies, or will
 * @param content of the library
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record KernelLibrary(Path folder, byte[] content) {

    private static final int DIGITS = 16;

    /** That for this system, or null where there is none. */
    static @Nullable KernelLibrary ofThisSystem() throws IOException {
        String name = Platform.RESOURCE_PREFIX + ".so";
        try (InputStream resource = KernelLibrary.class.getResourceAsStream(name)) {
            return resource == null
                    ? null
                    : new KernelLibrary(Loader.getCacheDir().toPath(), resource.readAllBytes());
        }
    }

    /** The file, written where it is not there or not whole. Several processes may ask at the same time. */
    Path unpacked() throws IOException {
        Path file = folder.resolve("sentiment-kernels-" + Checksum.hex(content).substring(0, DIGITS) + ".so");
        if (!isWhole(file)) {
            Files.createDirectories(folder);
            // Each process writes a file of its own, and the last of them stays: they are the same.
            Path written = Files.createTempFile(folder, "sentiment-kernels", ".unfinished");
            try {
                Files.write(written, content);
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
            }
        }
        return file;
    }

    private boolean isWhole(Path file) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == content.length
                && Arrays.equals(Files.readAllBytes(file), content);
    }
}

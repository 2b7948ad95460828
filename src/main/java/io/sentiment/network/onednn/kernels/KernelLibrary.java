package io.sentiment.network.onednn.kernels;

import com.sun.jna.Platform;
import io.sentiment.storage.Checksum;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * The library of the kernels as a file, which a system needs to load it. It lies where JavaCPP unpacks the other native libraries,
 * with its checksum in its name: each content is written once, whatever versions of the program use the folder. An image has it
 * among the libraries that Java looks for, and writes nothing.
 *
 * @param prepared folders in which it may lie
 * @param folder in which it lies otherwise, or will
 * @param content of the library
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record KernelLibrary(List<Path> prepared, Path folder, byte[] content) {

    private static final int DIGITS = 16;

    /** That for this system, or null where there is none. */
    static @Nullable KernelLibrary ofThisSystem() throws IOException {
        String name = Platform.RESOURCE_PREFIX + ".so";
        try (InputStream resource = KernelLibrary.class.getResourceAsStream(name)) {
            if (resource == null) {
                return null;
            }
            List<Path> prepared = Stream.of(
                            System.getProperty("java.library.path", "").split(File.pathSeparator, -1))
                    .filter(path -> !path.isEmpty())
                    .map(Path::of)
                    .toList();
            return new KernelLibrary(prepared, Loader.getCacheDir().toPath(), resource.readAllBytes());
        }
    }

    /** The file, written where it is not there or not whole. Several processes may ask at the same time. */
    Path unpacked() throws IOException {
        String name = "sentiment-kernels-" + Checksum.hex(content).substring(0, DIGITS) + ".so";
        for (Path library : prepared) {
            if (isWhole(library.resolve(name))) {
                return library.resolve(name);
            }
        }
        Path file = folder.resolve(name);
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

package io.sentiment.launch;

import com.sun.jna.Platform;
import io.sentiment.storage.AtomicFolder;
import io.sentiment.storage.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import org.sqlite.util.OSInfo;

/**
 * What the packaged jar holds, as files: an ordinary jar with the classes of the program, its libraries beside it, and the two
 * native libraries that would be unpacked at each start otherwise. A Java machine reads those in a third of the time that
 * it needs for jars within a jar, and writes down their classes for the next start, which it does not for the others.
 *
 * <p>A folder is there with all its files or not at all, and never changes. Each content of a jar has a folder of its own.
 * What earlier contents of the same file left is removed once no process uses it.
 *
 * @param folder of one content of a jar
 */
record UnpackedJar(Path folder) {

    private static final String PROGRAM = "sentiment-service.jar";
    private static final String NATIVES = "natives";
    private static final String CONTENTS = "contents";
    private static final String IN_USE = "in-use";

    /** Between the look at a folder and the lock on it, a start takes seconds at most. */
    private static final Duration STARTING = Duration.ofMinutes(10);

    /** Where JNA looks for its own library. */
    static final String JNA_PATH = "jna.boot.library.path";

    private static final int END_OF_DIRECTORY = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int DIGITS = 16;

    /**
     * The folder of a jar as it is now, which is filled where it is not there.
     *
     * @param java the Java machine that unpacks
     * @param caches folder of all such folders
     * @throws IOException if it can be neither read nor written
     */
    static UnpackedJar of(Path jar, Path java, Path caches) throws IOException {
        Path real = jar.toRealPath();
        Path ofFile = caches.resolve(digits(real.toString().getBytes(StandardCharsets.UTF_8)));
        UnpackedJar unpacked = new UnpackedJar(ofFile.resolve(digits(directory(real))));
        if (!unpacked.isWhole()) {
            unpacked.make(real, java);
        }
        Files.setLastModifiedTime(unpacked.folder.resolve(CONTENTS), FileTime.from(Instant.now()));
        return unpacked;
    }

    private void make(Path jar, Path java) throws IOException {
        FileSystemUtils.deleteRecursively(folder);
        try {
            new AtomicFolder(folder).publish(target -> fill(target, jar, java));
        } catch (IOException e) {
            // Of two starts at once, one is the first.
            if (!isWhole()) {
                throw e;
            }
        }
    }

    Path program() {
        return folder.resolve(PROGRAM);
    }

    Path natives() {
        return folder.resolve(NATIVES);
    }

    /** Marks the folder as one that a process uses, until the process ends. */
    void use() throws IOException {
        // Belongs to the process, which closes it when it ends.
        FileChannel channel =
                FileChannel.open(folder.resolve(IN_USE), StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.tryLock(0, Long.MAX_VALUE, true);
    }

    /** Removes what earlier contents of the same jar left, where no process uses it, and what interrupted starts left. */
    void removeEarlier() throws IOException {
        try (Stream<Path> siblings = Files.list(folder.resolveSibling("."))) {
            for (Path sibling : siblings.toList()) {
                if (!sibling.getFileName().equals(folder.getFileName()) && isAbandoned(sibling)) {
                    FileSystemUtils.deleteRecursively(sibling);
                }
            }
        }
    }

    private static boolean isAbandoned(Path sibling) throws IOException {
        Path contents = sibling.resolve(CONTENTS);
        Instant lastStart = Files.getLastModifiedTime(Files.exists(contents) ? contents : sibling)
                .toInstant();
        if (lastStart.isAfter(Instant.now().minus(STARTING))) {
            return false;
        }
        Path inUse = sibling.resolve(IN_USE);
        if (!Files.exists(inUse)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(inUse, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Whether each file is there in its full length. */
    private boolean isWhole() throws IOException {
        Path contents = folder.resolve(CONTENTS);
        return Files.isRegularFile(contents) && Files.readString(contents).equals(contents(folder));
    }

    private static void fill(Path target, Path jar, Path java) throws IOException {
        unpack(target, jar, java);
        Files.move(target.resolve(jar.getFileName()), target.resolve(PROGRAM));
        Path natives = Files.createDirectory(target.resolve(NATIVES));
        copyResource("com/sun/jna/" + Platform.RESOURCE_PREFIX + "/libjnidispatch.so", natives);
        copyResource("org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/libsqlitejdbc.so", natives);
        Files.createFile(target.resolve(IN_USE));
        Files.writeString(target.resolve(CONTENTS), contents(target));
    }

    /** Spring Boot's own tool knows how its jars are made. */
    private static void unpack(Path target, Path jar, Path java) throws IOException {
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        target.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("The jar could not be unpacked: " + output.strip());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the jar was unpacked.", e);
        }
    }

    private static void copyResource(String name, Path folder) throws IOException {
        try (InputStream resource = UnpackedJar.class.getClassLoader().getResourceAsStream(name)) {
            if (resource == null) {
                throw new IOException("The jar has no " + name + ".");
            }
            Files.copy(resource, folder.resolve(Path.of(name).getFileName()));
        }
    }

    /** A line a file of what never changes: its length and its name. */
    private static String contents(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file ->
                            file.toString().endsWith(".jar") || file.toString().endsWith(".so"))
                    .map(file -> length(file) + " " + folder.relativize(file) + "\n")
                    .sorted()
                    .collect(Collectors.joining());
        }
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The directory at the end of a zip, which has the checksum of each entry: it says in a hundred kilobytes what the 250 MB
     * before it are.
     *
     * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">ZIP File Format Specification, 4.3.12 and
     *     4.3.16</a>
     */
    private static byte[] directory(Path jar) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "r")) {
            long end = file.length() - END_BYTES;
            ByteBuffer last = ByteBuffer.allocate(END_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            file.seek(Math.max(end, 0));
            file.readFully(last.array());
            if (last.getInt(0) != END_OF_DIRECTORY) {
                throw new IOException("The jar ends with a comment, or is none.");
            }
            byte[] directory = new byte[last.getInt(12)];
            file.seek(Integer.toUnsignedLong(last.getInt(16)));
            file.readFully(directory);
            return directory;
        }
    }

    private static String digits(byte[] bytes) {
        return Checksum.hex(bytes).substring(0, DIGITS);
    }

    /** Options for the Java machine with which the native libraries are found where they are. */
    List<String> libraryOptions() {
        return List.of("-D" + JNA_PATH + "=" + natives(), "-Dorg.sqlite.lib.path=" + natives());
    }
}

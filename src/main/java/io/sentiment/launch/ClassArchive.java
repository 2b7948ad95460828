package io.sentiment.launch;

import io.sentiment.storage.AtomicFile;
import io.sentiment.storage.Checksum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The classes of the program as a Java machine has loaded them, in a file that it maps at the next start: an archive of class
 * data, and from Java 25 on an ahead-of-time cache, which also knows what the program does most. The machine looks by
 * itself whether a file fits, and starts without it where it does not; only it does not see that a file was cut short, and
 * crashes. So its length is in its name.
 *
 * @param prefix what the name of the file begins with; an earlier start may have written it already
 * @see <a href="https://openjdk.org/jeps/350">JEP 350: Dynamic CDS Archives</a>
 * @see <a href="https://openjdk.org/jeps/514">JEP 514: Ahead-of-Time Command-Line Ergonomics</a>
 */
record ClassArchive(Path prefix) {

    /** The first Java that makes an ahead-of-time cache in one run. */
    private static final int AHEAD_OF_TIME = 25;

    /** From this heap on, references take eight bytes, which another archive is needed for. */
    private static final long WIDE_REFERENCES = 32L << 30;

    private static final int DIGITS = 8;

    /**
     * That of one program, this Java and a choice of the collector, because a file fits no other.
     *
     * @param folder where it lies
     * @param options of the Java machine
     */
    static ClassArchive in(Path folder, List<String> options) {
        Stream<String> fit = Stream.concat(
                Stream.of(
                        System.getProperty("java.home"),
                        System.getProperty("java.vm.version"),
                        Boolean.toString(Runtime.getRuntime().maxMemory() >= WIDE_REFERENCES)),
                kinds(options).stream());
        String digits = Checksum.hex(String.join("\n", fit.toList()).getBytes(StandardCharsets.UTF_8))
                .substring(0, DIGITS);
        return new ClassArchive(folder.resolve("classes-" + digits));
    }

    private static boolean aheadOfTime() {
        return Runtime.version().feature() >= AHEAD_OF_TIME;
    }

    /** What chooses a collector, or how objects lie in memory. */
    private static List<String> kinds(List<String> options) {
        return options.stream()
                .filter(option -> option.startsWith("-XX:+Use") || option.startsWith("-XX:-Use"))
                .toList();
    }

    /** The file, if an earlier start has written it and nothing has cut it short. */
    Optional<Path> file() throws IOException {
        for (Path file : files()) {
            if (file.toString().equals(prefix + "-" + Files.size(file))) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private List<Path> files() throws IOException {
        String name = prefix.getFileName() + "-";
        try (Stream<Path> files = Files.list(prefix.resolveSibling(""))) {
            return files.filter(file -> file.getFileName().toString().startsWith(name))
                    .toList();
        }
    }

    /** Options to start with it, none where it is not there. A file that does not fit is no reason for a word. */
    List<String> options() throws IOException {
        return file().map(file -> withoutWords((aheadOfTime() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file))
                .orElse(List.of());
    }

    /**
     * Options of a Java machine that writes such a file when it ends.
     *
     * @param options of the machine that is to use it
     */
    static List<String> optionsToWrite(Path target, List<String> options) {
        List<String> all = new ArrayList<>(kinds(options));
        all.addAll(withoutWords((aheadOfTime() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + target));
        return all;
    }

    /** An option, and those that keep the Java machine from writing about it. */
    private static List<String> withoutWords(String option) {
        return aheadOfTime()
                ? List.of(option, "-Xlog:aot=off")
                : List.of(option, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /** Puts a file that has been written whole in its place. */
    void publish(Path written) throws IOException {
        AtomicFile.synchronise(written);
        for (Path damaged : files()) {
            Files.delete(damaged);
        }
        Path file = prefix.resolveSibling(prefix.getFileName() + "-" + Files.size(written));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

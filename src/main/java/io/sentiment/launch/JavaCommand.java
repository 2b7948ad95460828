package io.sentiment.launch;

import com.sun.jna.Function;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The command that started this process, as Linux has it: {@code java OPTION … -jar FILE ARGUMENT …}. Words are bytes of any
 * encoding, and here a character each. Immutable and thread-safe.
 *
 * @param java file of the Java machine
 * @param options of the Java machine, in their order
 * @param jar as it was given
 * @param arguments of the program
 */
record JavaCommand(Path java, List<String> options, String jar, List<String> arguments) {

    private static final Path SELF = Path.of("/proc/self");

    private static final int STANDARD_ERROR = 2;

    /** F_SETFD and FD_CLOEXEC of Linux. */
    private static final int SET_FLAGS = 2;

    private static final int CLOSE_ON_EXEC = 1;

    /** They have opened files and sockets already, which a second process could not open too. */
    private static final List<String> AGENTS =
            List.of("-agentlib", "-agentpath", "-javaagent", "-Xrun", "-Xdebug", "-XX:StartFlightRecording");

    /** Of this process; nothing on other systems, and where no jar was started. */
    static Optional<JavaCommand> ofThisProcess() throws IOException {
        Path words = SELF.resolve("cmdline");
        if (!Files.isReadable(words)) {
            return Optional.empty();
        }
        return of(
                Files.readSymbolicLink(SELF.resolve("exe")),
                new String(Files.readAllBytes(words), StandardCharsets.ISO_8859_1),
                System.getProperty("java.class.path"));
    }

    /**
     * @param words each with a zero behind it
     * @param classPath of the process: where a jar was started, that jar
     */
    static Optional<JavaCommand> of(Path java, String words, String classPath) {
        List<String> all = List.of(words.split("\0", -1));
        String jar = word(classPath);
        for (int word = 1; word + 2 < all.size(); word++) {
            if (all.get(word).equals("-jar") && all.get(word + 1).equals(jar)) {
                // The last zero has nothing behind it.
                return Optional.of(
                        new JavaCommand(java, all.subList(1, word), jar, all.subList(word + 2, all.size() - 1)));
            }
        }
        return Optional.empty();
    }

    /** Whether a debugger, a profiler or another agent came with the process, also by the environment. */
    boolean hasAgent() {
        Stream<String> environment = Stream.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
                .map(System::getenv)
                .flatMap(value -> value == null
                        ? Stream.empty()
                        : Arrays.stream(value.trim().split("\\s+")));
        return Stream.concat(options.stream(), environment)
                .anyMatch(option -> AGENTS.stream().anyMatch(option::startsWith));
    }

    /** Another jar with the same options and arguments. What is put before the user's options loses against them. */
    JavaCommand with(Path otherJar, List<String> optionsBefore) {
        List<String> all = new ArrayList<>();
        optionsBefore.forEach(option -> all.add(word(option)));
        all.addAll(options);
        return new JavaCommand(java, List.copyOf(all), word(otherJar.toString()), arguments);
    }

    /** Of a string of Java the bytes that a command line has for it, a character each. */
    private static String word(String string) {
        return new String(string.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(java.toString());
        words.addAll(options);
        words.add("-jar");
        words.add(jar);
        words.addAll(arguments);
        return words;
    }

    /**
     * Makes this process run the command, with its number, its streams and its environment. Returns only if the system
     * refuses.
     *
     * @see <a href="https://pubs.opengroup.org/onlinepubs/9699919799/functions/exec.html">exec of POSIX</a>
     */
    void replaceThisProcess() throws IOException {
        closeFilesWithIt();
        Function.getFunction("c", "execv", Function.C_CONVENTION, StandardCharsets.ISO_8859_1.name())
                .invokeInt(new Object[] {java.toString(), words().toArray(String[]::new)});
    }

    /**
     * Lets files and sockets that this Java machine has opened, such as the port of its JMX agent, end with it. Only the three
     * standard streams go on.
     */
    private static void closeFilesWithIt() throws IOException {
        Function control = Function.getFunction("c", "fcntl");
        try (Stream<Path> files = Files.list(SELF.resolve("fd"))) {
            files.map(file -> Integer.parseInt(file.getFileName().toString()))
                    .filter(file -> file > STANDARD_ERROR)
                    .forEach(file -> control.invokeInt(new Object[] {file, SET_FLAGS, CLOSE_ON_EXEC}));
        }
    }
}

package io.sentiment.jar;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The jar that {@code package} made, run as a process of its own in a folder of its own. */
final class PackagedJar {

    private static final Path JAR =
            Path.of(Objects.requireNonNull(System.getProperty("sentiment.jar"), "Maven tells where the jar is."));

    /** Where the jar unpacks itself for all tests. */
    private static final Path LAUNCH = JAR.resolveSibling("launch");

    private final Path folder;
    private final Path launch;
    private final List<String> javaOptions;

    /**
     * @param folder the working directory, which also keeps what JavaCPP unpacks
     * @param javaOptions of the Java machine
     */
    PackagedJar(Path folder, String... javaOptions) {
        this(folder, LAUNCH, javaOptions);
    }

    /** @param launch where the jar unpacks itself */
    PackagedJar(Path folder, Path launch, String... javaOptions) {
        this.folder = folder;
        this.launch = launch;
        this.javaOptions = List.of(javaOptions);
    }

    /** Starts {@code java -jar} with these arguments; output goes to {@code out.txt} and {@code err.txt}. */
    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("natives")));
        command.addAll(javaOptions);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(file("out.txt"))
                .redirectError(file("err.txt"));
        builder.environment().put("SENTIMENT_LAUNCH_DIRECTORY", launch.toString());
        return builder.start();
    }

    /** Runs to the end and returns the exit code. */
    int run(String... arguments) throws IOException, InterruptedException {
        return exitCode(start(arguments));
    }

    static int exitCode(Process process) throws InterruptedException {
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("The process did not end.");
        }
        return process.exitValue();
    }

    String out() {
        return text("out.txt");
    }

    String err() {
        return text("err.txt");
    }

    private File file(String name) {
        return folder.resolve(name).toFile();
    }

    private String text(String name) {
        try {
            return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.sentiment.training.process;

import io.sentiment.launch.ChildProcess;
import io.sentiment.launch.Launch;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line of a training process: this program, in the Java that runs it, with memory of its own. Immutable and
 * thread-safe.
 *
 * @param properties what the process may take of the machine
 * @param mainClass of this program, which has the command {@code retrain} and runs an {@link OrderedTraining}
 */
public record TrainerCommand(TrainerProperties properties, Class<?> mainClass) {

    /** What the Java machine takes on top of heap and arrays: classes, compiled code, stacks, libraries. */
    private static final long OVERHEAD_BYTES = 512L << 20;

    /** Where libraries are looked for, and where they are unpacked to. */
    private static final List<String> PASSED_ON =
            List.of("java.library.path", "org.bytedeco.javacpp.cachedir", "java.io.tmpdir");

    ProcessBuilder processFor(OrderFolder folder) {
        Path path = folder.path().toAbsolutePath();
        List<String> words = new ArrayList<>(ChildProcess.priority(properties.niceness()));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(memory());
        words.add("-XX:ErrorFile=" + path.resolve("crash.log"));
        for (String property : PASSED_ON) {
            Optional.ofNullable(System.getProperty(property))
                    .ifPresent(value -> words.add("-D" + property + "=" + value));
        }
        Launch.ofThisProcess().ifPresent(launch -> words.addAll(launch.options()));
        words.addAll(program(System.getProperty("java.class.path")));
        words.addAll(List.of("retrain", "--attached", "--device", properties.device()));
        words.addAll(List.of("--precision", properties.precision(), "--order", path.toString()));
        ProcessBuilder builder = new ProcessBuilder(words).directory(path.toFile());
        ChildProcess.keepSecretsFrom(builder);
        builder.environment().putAll(threads());
        return builder;
    }

    private List<String> memory() {
        long arrays = properties.maxNative().toBytes();
        long process = properties.maxHeap().toBytes() + arrays + OVERHEAD_BYTES;
        return List.of(
                "-Xmx" + properties.maxHeap().toBytes(),
                // The other collectors start threads and keep memory for pauses that nobody notices here.
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dorg.bytedeco.javacpp.maxbytes=" + arrays,
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + process);
    }

    private Map<String, String> threads() {
        if (properties.threads() == 0) {
            return Map.of();
        }
        String threads = Integer.toString(properties.threads());
        return Map.of("OMP_NUM_THREADS", threads, "OPENBLAS_NUM_THREADS", threads);
    }

    /** A packaged jar names its main class itself; classes and libraries come from the class path. */
    List<String> program(String classPath) {
        List<String> entries = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .toList();
        return entries.size() == 1 && entries.get(0).endsWith(".jar")
                ? List.of("-jar", entries.get(0))
                : List.of("-cp", String.join(File.pathSeparator, entries), mainClass.getName());
    }
}

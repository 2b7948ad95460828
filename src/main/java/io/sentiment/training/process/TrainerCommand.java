package io.sentiment.training.process;

import io.sentiment.launch.Launch;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

    /** What programs need to find files, time and devices. Everything else may be a secret. */
    private static final List<String> INHERITED = List.of(
            "PATH",
            "HOME",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "TMPDIR",
            "TEMP",
            "TMP",
            "SystemRoot",
            "LD_LIBRARY_PATH",
            "MALLOC_ARENA_MAX",
            "DYLD_LIBRARY_PATH",
            "CUDA_VISIBLE_DEVICES",
            "CUDA_CACHE_PATH",
            "NVIDIA_VISIBLE_DEVICES");

    /** Where libraries are looked for, and where they are unpacked to. */
    private static final List<String> PASSED_ON =
            List.of("java.library.path", "org.bytedeco.javacpp.cachedir", "java.io.tmpdir");

    ProcessBuilder processFor(OrderFolder folder) {
        Path path = folder.path().toAbsolutePath();
        List<String> words = new ArrayList<>(priority());
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
        builder.environment().keySet().retainAll(INHERITED);
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

    private List<String> priority() {
        if (properties.niceness() == 0) {
            return List.of();
        }
        // Linux lets a nice process finish its time slice while another waits for its core, but not an idle one.
        Optional<String> idle = properties.niceness() == TrainerProperties.IDLE ? find("chrt") : Optional.empty();
        return idle.map(chrt -> List.of(chrt, "--idle", "0"))
                .or(() -> find("nice").map(nice -> List.of(nice, "-n", Integer.toString(properties.niceness()))))
                .orElse(List.of());
    }

    /** The file of a Unix command; Windows has none of that name. */
    private static Optional<String> find(String command) {
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows")) {
            return Optional.empty();
        }
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin" + File.pathSeparator + "/bin");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
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

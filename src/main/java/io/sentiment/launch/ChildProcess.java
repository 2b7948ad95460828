package io.sentiment.launch;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What the processes that this one starts have in common. */
public final class ChildProcess {

    /** The niceness of whoever takes nothing but what is left. */
    public static final int IDLE = 19;

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

    private ChildProcess() {}

    /** Leaves out of a process's environment whatever may be a secret. */
    public static void keepSecretsFrom(ProcessBuilder builder) {
        builder.environment().keySet().retainAll(INHERITED);
    }

    /**
     * The words before a command that let other processes go first; none where the system does not know them.
     *
     * @param niceness from 0 to {@value #IDLE}, with which the process computes, on Linux, only while no other wants the core
     */
    public static List<String> priority(int niceness) {
        if (niceness == 0) {
            return List.of();
        }
        // Linux lets a nice process finish its time slice while another waits for its core, but not an idle one.
        Optional<String> idle = niceness == IDLE ? find("chrt") : Optional.empty();
        return idle.map(chrt -> List.of(chrt, "--idle", "0"))
                .or(() -> find("nice").map(nice -> List.of(nice, "-n", Integer.toString(niceness))))
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
}

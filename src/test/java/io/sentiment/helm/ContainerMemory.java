package io.sentiment.helm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code docker/entrypoint.sh} makes of a memory limit: it is run with control groups of ours, and with a
 * {@code java} that only prints its arguments and its environment.
 */
final class ContainerMemory {

    private static final long MACHINE_KIBIBYTES = 64L << 20;
    private static final String JAVA = """
            #!/bin/sh
            for argument in "$@"; do echo "argument $argument"; done
            env | sed 's/^/environment /'
            """;

    private final Path folder;
    private final Path groups;

    ContainerMemory(Path folder) throws IOException {
        this.folder = folder;
        groups = Files.createDirectories(folder.resolve("groups"));
        Path java =
                Files.writeString(Files.createDirectories(folder.resolve("bin")).resolve("java"), JAVA);
        if (!java.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + java + " executable.");
        }
        Files.writeString(folder.resolve("meminfo"), "MemTotal:       " + MACHINE_KIBIBYTES + " kB\nMemFree: 1 kB\n");
    }

    ContainerMemory version2(String limit) throws IOException {
        Files.writeString(groups.resolve("memory.max"), limit + "\n");
        return this;
    }

    ContainerMemory version1(String limit) throws IOException {
        Files.writeString(
                Files.createDirectories(groups.resolve("memory")).resolve("memory.limit_in_bytes"), limit + "\n");
        return this;
    }

    Run start(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("sh", Path.of("docker", "entrypoint.sh").toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeIf(name -> name.startsWith("SENTIMENT_"));
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("SENTIMENT_CGROUP", groups.toString());
        builder.environment().put("SENTIMENT_MEMINFO", folder.resolve("meminfo").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("The script did not end.");
        }
        return new Run(process.exitValue(), output);
    }

    /** How the script ended, and what it printed. */
    record Run(int exitCode, String output) {

        long heap() {
            return mebibytes("argument -Xmx(\\d+)m");
        }

        long arrays() {
            return mebibytes("argument -Dorg\\.bytedeco\\.javacpp\\.maxbytes=(\\d+)m");
        }

        long process() {
            return mebibytes("argument -Dorg\\.bytedeco\\.javacpp\\.maxphysicalbytes=(\\d+)m");
        }

        long trainingHeap() {
            return mebibytes("environment SENTIMENT_TRAINING_MAX_HEAP=(\\d+)MB");
        }

        long trainingArrays() {
            return mebibytes("environment SENTIMENT_TRAINING_MAX_NATIVE=(\\d+)MB");
        }

        long table() {
            return mebibytes("environment SENTIMENT_INFERENCE_TABLE_MEMORY=(\\d+)MB");
        }

        private long mebibytes(String line) {
            Matcher matcher =
                    Pattern.compile("^" + line + "$", Pattern.MULTILINE).matcher(output);
            if (!matcher.find()) {
                throw new IllegalStateException("No line is like " + line + " in: " + output);
            }
            return Long.parseLong(matcher.group(1));
        }
    }
}

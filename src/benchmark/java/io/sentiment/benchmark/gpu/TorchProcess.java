package io.sentiment.benchmark.gpu;

import io.sentiment.benchmark.gpu.Figures.Figure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** PyTorch in a process of its own, where {@code python3} has it. */
final class TorchProcess {

    private static final Path SCRIPT =
            Path.of(System.getProperty("benchmark.python", "src/benchmark/python"), "torch_lstm.py");

    /** For the way that is measured when the time is over. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final ReferenceCase reference;
    private final Figures figures;

    TorchProcess(ReferenceCase reference, Figures figures) {
        this.reference = reference;
        this.figures = figures;
    }

    /** Measures for no longer than that, and then ends the process. */
    void run(Duration most) throws IOException {
        if (!hasTorch()) {
            figures.note("PyTorch was not measured: python3 has none.");
            return;
        }
        Path folder = Files.createTempDirectory("network");
        try {
            reference.writeTo(folder);
            Process process = new ProcessBuilder(
                            "python3", SCRIPT.toString(), folder.toString(), Long.toString(most.toSeconds()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Thread ender = endAfter(process, most.plus(GRACE));
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    take(line.split("\t", -1));
                }
                if (process.waitFor() != 0) {
                    figures.note("PyTorch's process ended with " + process.exitValue() + ".");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                ender.interrupt();
            }
        } finally {
            delete(folder);
        }
    }

    private void take(String[] fields) throws IOException {
        if (fields[0].equals("note")) {
            figures.note(fields[1]);
        } else if (fields[0].equals("figure")) {
            figures.add(new Figure(
                    fields[1],
                    fields[2],
                    Integer.parseInt(fields[3]),
                    fields[4],
                    Double.parseDouble(fields[5]),
                    Double.parseDouble(fields[6])));
        }
    }

    private static boolean hasTorch() {
        try {
            return new ProcessBuilder("python3", "-c", "import torch")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Thread endAfter(Process process, Duration most) {
        Thread thread = new Thread(() -> {
            try {
                if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                // It has ended.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}

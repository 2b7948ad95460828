package io.sentiment.benchmark.gpu;

import io.sentiment.network.Precision;
import io.sentiment.network.cuda.DeviceMemoryException;
import io.sentiment.network.cuda.driver.CudaException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures the first GPU of this machine in less than four minutes: whether networks of every kind are right there, times of
 * predictions and of training steps, and PyTorch's.
 */
public final class GpuBenchmark {

    private static final Duration ALL = Duration.ofSeconds(215);

    private final Path folder;
    private final PrintStream progress;

    /**
     * @param folder gets {@code gpu.md}
     * @param progress shows each figure at once
     */
    public GpuBenchmark(Path folder, PrintStream progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Takes the folder for the report, and the parts to run if not all: {@code correctness}, {@code inference},
     * {@code training}, {@code torch}. Ends with 1 if an answer was further off than its precision allows, and with 2 if this
     * machine has no GPU.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("Name the folder for the report.");
        }
        List<Part> parts = Arrays.stream(arguments).skip(1).map(Part::ofLabel).toList();
        GpuBenchmark benchmark = new GpuBenchmark(Path.of(arguments[0]), System.out);
        Optional<Outcome> outcome = benchmark.run(parts.isEmpty() ? List.of(Part.values()) : parts);
        System.out.println(outcome.map(Outcome::report).orElse("This machine has no GPU that its driver shows."));
        System.exit(outcome.map(found -> found.failures() == 0 ? 0 : 1).orElse(2));
    }

    /** Runs these parts; nothing if this machine has no GPU. */
    public Optional<Outcome> run(List<Part> parts) throws IOException {
        Optional<Gpu> found = Gpu.find();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        Figures figures = new Figures(folder, progress);
        int failures = 0;
        try (Gpu gpu = found.get()) {
            figures.note(gpu.description() + "; Java " + Runtime.version() + ", "
                    + Runtime.getRuntime().availableProcessors() + " processors.");
            if (parts.contains(Part.CORRECTNESS)) {
                failures += new Correctness(gpu, figures).run();
            }
            if (!parts.equals(List.of(Part.CORRECTNESS))) {
                ReferenceCase reference = new ReferenceCase();
                if (parts.contains(Part.INFERENCE)) {
                    InferenceTimes times = new InferenceTimes(gpu, reference, figures);
                    for (Precision precision : List.of(Precision.FP32, Precision.FP16)) {
                        failures += attempt(figures, "Inference in " + precision, () -> times.run(precision));
                    }
                }
                if (parts.contains(Part.TRAINING)) {
                    TrainingTimes times = new TrainingTimes(gpu, reference, figures);
                    for (Precision precision : List.of(Precision.FP32, Precision.BF16)) {
                        failures += attempt(figures, "Training in " + precision, () -> {
                            times.run(precision);
                            return 0;
                        });
                    }
                }
                if (parts.contains(Part.TORCH)) {
                    new TorchProcess(reference, figures).run(ALL.minusNanos(System.nanoTime() - start));
                }
            }
        }
        return Optional.of(new Outcome(figures.toMarkdown(), failures));
    }

    /** A GPU that fails at one thing must not keep the others from being measured. */
    private static int attempt(Figures figures, String what, Work work) throws IOException {
        try {
            return work.run();
        } catch (CudaException | DeviceMemoryException failure) {
            figures.note("**" + what + " failed: " + failure.getMessage() + "**");
            return 1;
        }
    }

    /** What can fail; returns how many answers were wrong. */
    @FunctionalInterface
    private interface Work {

        int run() throws IOException;
    }

    /** What can be run by itself. */
    public enum Part {
        /** Every kind of network. */
        CORRECTNESS,
        /** Times of predictions. */
        INFERENCE,
        /** Times of training steps. */
        TRAINING,
        /** PyTorch's times of both. */
        TORCH;

        static Part ofLabel(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * What came out.
     *
     * @param report in Markdown
     * @param failures answers that were further off than their precision allows
     */
    public record Outcome(String report, int failures) {}
}

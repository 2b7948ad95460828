package io.sentiment.prediction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sentiment.concurrent.DaemonExecutors;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.engines.Dl4jAnswers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what the engine of each open version has answered to the texts of its warm-up with what DL4J answers, whose
 * network file it is. In the background, one version after the other, and not before the service is ready: ND4J takes
 * seconds to load, and nobody waits for it. Thread-safe.
 */
final class Dl4jComparison implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dl4jComparison.class);

    private final boolean wanted;
    private final DoubleSupplier tolerance;
    private final MeterRegistry meters;
    private final Map<ModelVersion, Compared> versions = new LinkedHashMap<>();
    private final ExecutorService executor = DaemonExecutors.background("dl4j-comparison");
    private boolean ready;

    /**
     * @param wanted whether anything is compared at all
     * @param tolerance the largest difference between answers that agree
     */
    Dl4jComparison(boolean wanted, DoubleSupplier tolerance, MeterRegistry meters) {
        this.wanted = wanted;
        this.tolerance = tolerance;
        this.meters = meters;
    }

    /** From now on versions are compared, those first that are open already. */
    synchronized void begin() {
        ready = true;
        versions.values().forEach(this::submit);
    }

    /** A version that has been warmed up. */
    synchronized void add(ServedVersion version) {
        if (!wanted) {
            return;
        }
        Compared compared = new Compared(version);
        versions.put(version.bundle().version(), compared);
        if (ready) {
            submit(compared);
        }
    }

    /** A version that is not open any more; one that has not been compared yet is not compared. */
    synchronized void remove(ServedVersion version) {
        ModelVersion name = version.bundle().version();
        Compared compared = versions.get(name);
        if (compared == null || compared.version != version) {
            return;
        }
        versions.remove(name);
        if (compared.gauge != null) {
            meters.remove(compared.gauge);
        }
    }

    /** What is known, by model and number; nothing where nothing is compared. */
    synchronized Map<String, Map<Integer, Map<String, Object>>> details() {
        Map<String, Map<Integer, Map<String, Object>>> details = new TreeMap<>();
        versions.forEach((name, compared) -> details.computeIfAbsent(name.model(), model -> new TreeMap<>())
                .put(name.version(), compared.details()));
        return details;
    }

    /** Compares no more. One that has begun is waited for: native code must not run while the process ends. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("DL4J was still computing when the service stopped");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void submit(Compared compared) {
        try {
            executor.execute(() -> compare(compared));
        } catch (RejectedExecutionException stopped) {
            LOG.debug("The service is stopping.", stopped);
        }
    }

    private void compare(Compared compared) {
        if (!isOpen(compared)) {
            return;
        }
        ServedVersion version = compared.version;
        try {
            float[] expected = Dl4jAnswers.of(version.bundle(), version.warmUpTexts());
            found(compared, largestDifference(expected, version.warmUpAnswers()));
        } catch (RuntimeException | Error failure) {
            // Also an OutOfMemoryError: the engine goes on.
            failed(compared, failure);
        }
    }

    private synchronized boolean isOpen(Compared compared) {
        return versions.get(compared.version.bundle().version()) == compared;
    }

    private synchronized void found(Compared compared, double difference) {
        if (!isOpen(compared)) {
            return;
        }
        ModelVersion name = compared.version.bundle().version();
        compared.difference = difference;
        compared.agrees = difference <= tolerance.getAsDouble();
        compared.gauge = Gauge.builder("sentiment.dl4j.difference", () -> difference)
                .description("The largest difference between the answers of the engine and of DL4J to the same texts")
                .tag("model", name.model())
                .tag("version", String.valueOf(name.version()))
                .register(meters);
        if (compared.agrees) {
            LOG.info("DL4J agrees with the engine on {}: the largest difference is {}", name, difference);
        } else {
            LOG.warn(
                    "DL4J answers otherwise than the engine on {}: the largest difference is {}, and at most {} is expected",
                    name,
                    difference,
                    tolerance.getAsDouble());
        }
    }

    private synchronized void failed(Compared compared, Throwable failure) {
        if (!isOpen(compared)) {
            return;
        }
        compared.failure = String.valueOf(failure.getMessage());
        LOG.warn("DL4J could not answer for {}", compared.version.bundle().version(), failure);
    }

    /** Not a number if one of them is not: that is no agreement. */
    private static double largestDifference(float[] expected, float[] answered) {
        double largest = 0;
        for (int text = 0; text < expected.length; text++) {
            largest = Math.max(largest, Math.abs((double) expected[text] - answered[text]));
        }
        return largest;
    }

    /** A version and what the comparison has found. The lock of the outer class guards what changes. */
    private static final class Compared {

        private final ServedVersion version;
        private boolean agrees;
        private @Nullable Double difference;
        private @Nullable String failure;
        private @Nullable Gauge gauge;

        Compared(ServedVersion version) {
            this.version = version;
        }

        Map<String, Object> details() {
            if (failure != null) {
                return Map.of("compared", false, "reason", failure);
            }
            return difference == null
                    ? Map.of("compared", false)
                    : Map.of("compared", true, "agrees", agrees, "largestDifference", difference);
        }
    }
}

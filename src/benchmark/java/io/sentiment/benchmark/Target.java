package io.sentiment.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * How many times as many texts per second one contender should compute as the best of some others.
 *
 * @param name what is compared
 * @param ours the measurement above the line
 * @param theirs the measurements below the line, the best of which counts
 * @param minimum the ratio to reach
 * @param aim the ratio to aim at
 */
record Target(String name, Predicate<Measurement> ours, Predicate<Measurement> theirs, double minimum, double aim) {

    /** A Markdown table of all ratios that these measurements give; empty where they give none. */
    static String table(List<Measurement> measurements) {
        StringBuilder rows = new StringBuilder();
        for (Target target : all(measurements)) {
            OptionalDouble ratio = target.ratio(measurements);
            if (ratio.isPresent()) {
                rows.append(String.format(
                        Locale.ROOT,
                        "| %s | %.2f | %.2f | %.2f |\n",
                        target.name,
                        ratio.getAsDouble(),
                        target.minimum,
                        target.aim));
            }
        }
        return rows.isEmpty()
                ? ""
                : "### ratios\n\n| ratio of rows/s | measured | target | aim |\n|---|---:|---:|---:|\n" + rows;
    }

    private static List<Target> all(List<Measurement> measurements) {
        List<Target> targets = new ArrayList<>();
        for (String workload : workloads(measurements, "inference")) {
            targets.add(againstPeers("inference", workload, "onednn fp32", 1.3, 1.5));
            targets.add(againstPeers("inference", workload, "onednn bf16", 2.5, 3.5));
            targets.add(againstPeers("inference", workload, "onednn int8", 4, 6));
        }
        for (String workload : workloads(measurements, "ragged")) {
            targets.add(againstPeers("ragged", workload, "onednn fp32", 1.5, 2.5));
        }
        for (String workload : workloads(measurements, "training")) {
            targets.add(training(workload, TrainingSuite.OURS, "libtorch", 1, 1.5));
            targets.add(training(workload, TrainingSuite.OURS, TrainingSuite.STOCK, 4, 6));
            double minimum = workload.endsWith("b=32") ? 1.5 : 1.6;
            targets.add(training(workload, TrainingSuite.OURS_BF16, "libtorch", minimum, 2));
            targets.add(training(workload, TrainingSuite.OURS_BF16, TrainingSuite.OURS, 1.4, 2));
        }
        targets.add(http(
                "the engine without HTTP",
                measurement -> measurement.contender().equals(HttpSuite.ENGINE_ALONE)
                        && measurement.workload().startsWith("reference"),
                0.85,
                0.92));
        targets.add(http("no batching", manyClients(HttpSuite.NO_BATCHING), 2, 3));
        return targets;
    }

    private static Target againstPeers(String suite, String workload, String ours, double minimum, double aim) {
        return new Target(
                suite + ", " + workload + ": " + ours + " to the best fp32 peer",
                of(suite, workload, ours),
                of(suite, workload).and(Target::isSinglePrecisionPeer),
                minimum,
                aim);
    }

    private static Target training(String workload, String ours, String peer, double minimum, double aim) {
        return new Target(
                "training, " + workload + ": " + ours + " to " + peer,
                of("training", workload, ours),
                of("training", workload, peer),
                minimum,
                aim);
    }

    private static Target http(String other, Predicate<Measurement> theirs, double minimum, double aim) {
        return new Target(
                "http, " + HttpSuite.MANY_CLIENTS + ": batching across requests to " + other,
                manyClients(HttpSuite.BATCHING),
                theirs,
                minimum,
                aim);
    }

    private static Predicate<Measurement> manyClients(String contender) {
        return of("http", HttpSuite.MANY_CLIENTS, contender);
    }

    private OptionalDouble ratio(List<Measurement> measurements) {
        OptionalDouble above = best(measurements, ours);
        OptionalDouble below = best(measurements, theirs);
        return above.isPresent() && below.isPresent()
                ? OptionalDouble.of(above.getAsDouble() / below.getAsDouble())
                : OptionalDouble.empty();
    }

    private static boolean isSinglePrecisionPeer(Measurement measurement) {
        String contender = measurement.contender();
        return (contender.startsWith("libtorch") || contender.startsWith("ONNX Runtime"))
                && !contender.endsWith("bf16");
    }

    private static OptionalDouble best(List<Measurement> measurements, Predicate<Measurement> which) {
        return measurements.stream()
                .filter(which)
                .mapToDouble(Measurement::rowsPerSecond)
                .max();
    }

    private static List<String> workloads(List<Measurement> measurements, String suite) {
        return measurements.stream()
                .filter(measurement -> measurement.suite().equals(suite))
                .map(Measurement::workload)
                .distinct()
                .toList();
    }

    private static Predicate<Measurement> of(String suite, String workload) {
        return measurement ->
                measurement.suite().equals(suite) && measurement.workload().equals(workload);
    }

    private static Predicate<Measurement> of(String suite, String workload, String contender) {
        return of(suite, workload).and(measurement -> measurement.contender().equals(contender));
    }
}

package io.sentiment.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs the suites that {@code -Dbenchmark.suites} names, or all of them. Ends with exit code 1 when contenders disagree, never
 * because of a figure.
 */
public final class Benchmark {

    private static final Path FOLDER = Path.of("target", "benchmark");
    /** Set but empty, as Maven passes {@code -Dbenchmark.quick} on, it means true. */
    private static final boolean QUICK =
            !System.getProperty("benchmark.quick", "false").equals("false");

    private static final int ROUNDS = QUICK ? 3 : 9;
    private static final Duration BLOCK = Duration.ofMillis(QUICK ? 200 : 600);

    private Benchmark() {}

    /** Takes no arguments: settings are system properties. */
    public static void main(String[] arguments) throws IOException {
        AlternatingBlocks blocks = new AlternatingBlocks(ROUNDS, BLOCK);
        List<Suite> suites = selected(
                System.getProperty("benchmark.suites", ""),
                List.of(
                        new LimitSuite(blocks),
                        new AgreementSuite(),
                        new InferenceSuite(blocks),
                        new RaggedSuite(blocks),
                        new InspectionSuite(blocks),
                        new TrainingSuite(blocks),
                        new StartSuite(
                                Path.of(System.getProperty("benchmark.jar", "")), FOLDER.resolve("start"), QUICK),
                        new HttpSuite(blocks, Path.of(System.getProperty("benchmark.jar", ""))),
                        new GpuSuite(FOLDER)));
        OpenMpDefaults.loadLibraries();
        Report report = new Report(System.out);
        try {
            for (Suite suite : suites) {
                ForeignLoad load = new ForeignLoad();
                suite.run(report);
                load.since(suite.name()).ifPresent(report::remark);
            }
        } catch (DisagreementException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        report.writeTo(FOLDER);
        System.out.println(report.toMarkdown());
        System.exit(0); // Threads of the libraries would hold the process.
    }

    /** @throws IllegalArgumentException naming a suite that there is not */
    private static List<Suite> selected(String wanted, List<Suite> suites) {
        List<String> names = Arrays.stream(wanted.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        String known = suites.stream().map(Suite::name).collect(Collectors.joining(", "));
        for (String name : names) {
            if (suites.stream().noneMatch(suite -> suite.name().equals(name))) {
                throw new IllegalArgumentException("There is no suite '" + name + "', only " + known + ".");
            }
        }
        return suites.stream()
                .filter(suite -> names.isEmpty() || names.contains(suite.name()))
                .toList();
    }
}

package io.sentiment.benchmark;

import io.sentiment.benchmark.http.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * From {@code java -jar} until the service with the shipped models is ready: of the jar as it is, of one that unpacks itself for
 * the first time, and of one that has been started before. A contender is a Java.
 */
final class StartSuite implements Suite {

    private static final int STARTS = 10;
    private static final int QUICK_STARTS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path jar;
    private final Path folder;
    private final int starts;

    /**
     * @param jar the packaged service
     * @param folder for what the starts write
     */
    StartSuite(Path jar, Path folder, boolean quick) {
        this.jar = jar;
        this.folder = folder;
        this.starts = quick ? QUICK_STARTS : STARTS;
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(Report report) {
        try {
            for (Map.Entry<String, Path> java : javas().entrySet()) {
                measure(report, java.getKey(), java.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the service started.", e);
        }
    }

    /** The Java that runs this, and that of {@code JAVA_25_HOME}. */
    private static Map<String, Path> javas() {
        Map<String, Path> javas = new LinkedHashMap<>();
        javas.put("Java " + Runtime.version().feature(), Path.of(System.getProperty("java.home")));
        String other = System.getenv("JAVA_25_HOME");
        if (other != null) {
            javas.put("Java 25", Path.of(other));
        }
        return javas;
    }

    private void measure(Report report, String name, Path java) throws IOException, InterruptedException {
        Path launch = folder.resolve("launch");
        Path data = folder.resolve("data");
        List<Start> packed = new ArrayList<>();
        List<Start> first = new ArrayList<>();
        List<Start> later = new ArrayList<>();
        for (int start = 0; start < starts; start++) {
            FileSystemUtils.deleteRecursively(data);
            packed.add(start(java, Map.of("SENTIMENT_LAUNCH_ENABLED", "false"), data));
        }
        for (int start = 0; start < starts; start++) {
            FileSystemUtils.deleteRecursively(launch);
            FileSystemUtils.deleteRecursively(data);
            first.add(start(java, unpacked(launch), data));
        }
        try (ServiceProcess service = service(java, unpacked(launch), data)) {
            awaitArchive(launch, service);
        }
        for (int start = 0; start < starts; start++) {
            later.add(start(java, unpacked(launch), data));
        }
        add(report, name, "packed, no database yet", packed);
        add(report, name, "first, no database yet", first);
        add(report, name, "later", later);
    }

    private static Map<String, String> unpacked(Path launch) {
        return Map.of("SENTIMENT_LAUNCH_DIRECTORY", launch.toAbsolutePath().toString());
    }

    private Start start(Path java, Map<String, String> environment, Path data) throws IOException {
        long begin = System.nanoTime();
        try (ServiceProcess service = service(java, environment, data)) {
            return new Start(System.nanoTime() - begin, service.residentMebibytes());
        }
    }

    private ServiceProcess service(Path java, Map<String, String> environment, Path data) throws IOException {
        return ServiceProcess.start(
                java, environment, jar, folder, "--sentiment.data-directory=" + data.toAbsolutePath());
    }

    private static void awaitArchive(Path launch, ServiceProcess service) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            try (Stream<Path> files = Files.walk(launch, 3)) {
                if (files.anyMatch(file -> file.getFileName().toString().startsWith("classes-"))) {
                    return;
                }
            } catch (UncheckedIOException changing) {
                // Something was deleted while it was listed.
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException(service.address() + " wrote down no classes in " + PATIENCE + ".");
    }

    private void add(Report report, String java, String kind, List<Start> all) {
        report.add(Measurement.ofCalls(
                name(),
                kind,
                java,
                CallTimes.of(all.stream().map(Start::nanoseconds).toList()),
                1,
                0));
        long[] mebibytes = all.stream().mapToLong(Start::mebibytes).sorted().toArray();
        report.remark("Start, " + java + ", " + kind + ": " + mebibytes[mebibytes.length / 2]
                + " MiB resident when ready (median of " + Arrays.toString(mebibytes) + ").");
    }

    /**
     * One start.
     *
     * @param nanoseconds until it was ready
     * @param mebibytes that were resident then
     */
    private record Start(long nanoseconds, long mebibytes) {}
}

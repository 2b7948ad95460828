package io.sentiment.benchmark;

import io.sentiment.benchmark.http.Load;
import io.sentiment.benchmark.http.ReferenceBundle;
import io.sentiment.benchmark.http.ServiceProcess;
import io.sentiment.model.LoadedModels;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.Precision;
import io.sentiment.network.dl4j.ReferenceNetwork;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.text.EncodedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reference network behind the running service, and the same engine without a service for comparison; and of a short text on
 * a shipped model what a request takes besides the prediction.
 */
final class HttpSuite implements Suite {

    static final String BATCHING = "batching";
    static final String NO_BATCHING = "no batching";
    static final String ENGINE_ALONE = Engines.ours(Precision.FP32) + " without HTTP";

    /** The case that the ratios are about. */
    static final String MANY_CLIENTS = "64 clients";

    /** Milliseconds that a request of one client may take beyond the engine. */
    private static final double MOST_BEYOND = 0.5;

    private static final double AIM_BEYOND = 0.25;

    private static final String SHIPPED = "reviews-en";
    private static final int SHORT = 25;
    private static final List<Integer> CLIENTS = List.of(1, 16, 64);
    private static final int BATCH = 32;
    private static final int DISTINCT_TEXTS = 64;

    /** The JIT compiler takes up to a minute of load before it lets the service alone. */
    private static final int WARM_UP_BLOCKS = 150;

    private static final int TIMED_BLOCKS = 5;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final AlternatingBlocks blocks;
    private final Path jar;

    /** @param jar the packaged service */
    HttpSuite(AlternatingBlocks blocks, Path jar) {
        this.blocks = blocks;
        this.jar = jar;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public void run(Report report) {
        Path folder = Path.of("target", "benchmark", "http");
        try (InferenceEngine engine = engine()) {
            deleteRecursively(folder);
            ReferenceBundle bundle =
                    ReferenceBundle.write(folder.resolve("models").resolve(ReferenceBundle.MODEL));
            ModelBundle shipped = LoadedModels.shipped().newest(SHIPPED);
            copy(Path.of("models", SHIPPED), folder.resolve("models").resolve(SHIPPED));
            List<EncodedText> texts = new RandomTexts(ReferenceNetwork.ARCHITECTURE, 4).ofFullLength(DISTINCT_TEXTS);
            List<String> bodies = texts.stream()
                    .map(text -> body(ReferenceBundle.MODEL, bundle.text(text)))
                    .toList();
            float[] expected = engine.positiveProbabilities(texts);
            try (ServiceProcess batching = start(folder, "batching");
                    ServiceProcess noBatching = start(folder, "no-batching", "--sentiment.batching.max-texts=1")) {
                List<Subject> subjects = List.of(
                        subject(BATCHING, batching, bodies, expected),
                        subject(NO_BATCHING, noBatching, bodies, expected));
                for (Subject subject : subjects) {
                    subject.load()
                            .run(
                                    CLIENTS.get(CLIENTS.size() - 1),
                                    blocks.length().multipliedBy(WARM_UP_BLOCKS),
                                    Duration.ZERO);
                }
                List<EncodedText> batch = texts.subList(0, BATCH);
                measure(report, subjects, new Timed(ENGINE_ALONE, () -> engine.positiveProbabilities(batch)));
                measureShort(report, batching, shipped);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServiceProcess start(Path folder, String name, String... settings) throws IOException {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("--sentiment.models.location=" + folder.resolve("models").toAbsolutePath());
        // A client that has to connect again would measure the operating system.
        all.add("--server.tomcat.max-keep-alive-requests=-1");
        return ServiceProcess.start(jar, folder.resolve(name), all.toArray(String[]::new));
    }

    /** Checks every answer once. */
    private static Subject subject(String name, ServiceProcess service, List<String> bodies, float[] expected)
            throws IOException {
        float[] actual = new float[bodies.size()];
        for (int index = 0; index < actual.length; index++) {
            actual[index] = JSON.readTree(service.predict(bodies.get(index)))
                    .at("/predictions/0/positive")
                    .floatValue();
        }
        double difference = Agreement.require(name, expected, actual, Agreement.SINGLE_PRECISION);
        return new Subject(name, Load.of(service.address(), bodies), difference);
    }

    private void measure(Report report, List<Subject> subjects, Timed engine) throws IOException {
        List<Long> engineTimes = new ArrayList<>();
        for (int clients : CLIENTS) {
            List<List<Load.Answers>> answers = subjects.stream()
                    .map(subject -> (List<Load.Answers>) new ArrayList<Load.Answers>())
                    .toList();
            for (int round = 0; round < blocks.rounds(); round++) {
                for (int index = 0; index < subjects.size(); index++) {
                    Load load = subjects.get(index).load();
                    answers.get(index)
                            .add(load.run(
                                    clients, blocks.length(), blocks.length().multipliedBy(TIMED_BLOCKS)));
                }
                engineTimes.addAll(blocks.block(engine));
            }
            for (int index = 0; index < subjects.size(); index++) {
                report.add(measurement(
                        clients == 1 ? "1 client" : clients + " clients", subjects.get(index), answers.get(index)));
            }
        }
        report.add(Measurement.ofCalls(
                name(), "reference b=" + BATCH, engine.name(), CallTimes.of(engineTimes), BATCH, 0));
    }

    /** One client that sends the same short text: what is not the engine's is the way of a request. */
    private void measureShort(Report report, ServiceProcess service, ModelBundle shipped) throws IOException {
        String text = InspectionSuite.text(shipped.encoder(), SHORT);
        List<EncodedText> encoded = List.of(shipped.encoder().encode(text));
        try (InferenceEngine engine = InspectionSuite.engine(shipped)) {
            Subject subject =
                    subject(BATCHING, service, List.of(body(SHIPPED, text)), engine.positiveProbabilities(encoded));
            Timed alone = new Timed(ENGINE_ALONE, () -> engine.positiveProbabilities(encoded));
            subject.load().run(1, blocks.length().multipliedBy(WARM_UP_BLOCKS / 5), Duration.ZERO);
            List<Load.Answers> answers = new ArrayList<>();
            List<Long> engineTimes = new ArrayList<>();
            for (int round = 0; round < blocks.rounds(); round++) {
                answers.add(subject.load().run(1, blocks.length(), blocks.length()));
                engineTimes.addAll(blocks.block(alone));
            }
            String workload = "1 client, " + SHIPPED;
            Measurement requests = measurement(workload, subject, answers);
            Measurement calls = Measurement.ofCalls(name(), workload, alone.name(), CallTimes.of(engineTimes), 1, 0);
            report.add(requests);
            report.add(calls);
            report.remark(String.format(
                    Locale.ROOT,
                    "A request of one client with a text of %d tokens for %s takes %.2f ms beyond the engine's own time at the"
                            + " median; it should be at most %.2f, the aim is %.2f.",
                    SHORT,
                    SHIPPED,
                    requests.medianMs() - calls.medianMs(),
                    MOST_BEYOND,
                    AIM_BEYOND));
        }
    }

    private Measurement measurement(String workload, Subject subject, List<Load.Answers> rounds) {
        List<Long> times =
                rounds.stream().flatMap(round -> round.nanoseconds().stream()).toList();
        double[] rates =
                rounds.stream().mapToDouble(Load.Answers::perSecond).sorted().toArray();
        return Measurement.ofRequests(
                name(), workload, subject.name(), CallTimes.of(times), rates[rates.length / 2], subject.difference());
    }

    private static InferenceEngine engine() {
        try (SentimentNetwork network = ReferenceNetwork.create()) {
            return Engines.open(new LstmWeights(network.weights()), Precision.FP32);
        }
    }

    private static String body(String model, String text) {
        return JSON.writeValueAsString(Map.of("model", model, "texts", List.of(text)));
    }

    /** A folder without folders. */
    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void deleteRecursively(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var paths = Files.walk(folder)) {
                for (Path path :
                        paths.sorted((left, right) -> right.compareTo(left)).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder);
    }

    /** @param difference of its answers from those of the engine */
    private record Subject(String name, Load load, double difference) {}
}

package io.sentiment.prediction;

import static io.sentiment.prediction.Serving.PATIENT;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sentiment.model.LoadedModels;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.prediction.Prediction.Label;
import io.sentiment.prediction.Predictor.PredictionProperties;
import io.sentiment.prediction.batch.Batcher.PredictionFailedException;
import io.sentiment.prediction.batch.GatedEngine;
import io.sentiment.prediction.batch.UnavailableException.DeadlineExceededException;
import io.sentiment.prediction.batch.UnavailableException.NotReadyException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class PredictorTest {

    private static final String ENGLISH = "A good film";
    private static final String CHINESE = "房间很好";

    @TempDir
    static Path folder;

    private static LoadedModels models;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Serving> opened = new ArrayList<>();

    @BeforeAll
    static void writeModels() throws IOException {
        models = LoadedModels.in(TinyModels.write(folder));
    }

    @AfterEach
    void close() {
        opened.forEach(Serving::close);
    }

    @Test
    void predictionsAreWhatTheNetworkSaysOfEachTextInOrder() throws Exception {
        Predictor predictor = predictor(null);
        List<String> texts = List.of(ENGLISH, CHINESE, "bad bad bad", "不喜欢");

        List<Prediction> predictions =
                predictor.predict(texts, null, null).get(10, SECONDS).all();

        assertThat(predictions)
                .extracting(Prediction::model)
                .containsExactly("reviews-en", "reviews-zh", "reviews-en", "reviews-zh");
        for (int index = 0; index < texts.size(); index++) {
            Prediction prediction = predictions.get(index);
            float expected = alone(prediction.model(), prediction.version(), texts.get(index));
            assertThat(prediction.positive()).isEqualTo(expected, within(1e-6f));
            assertThat(prediction.label()).isEqualTo(expected >= 0.5 ? Label.POSITIVE : Label.NEGATIVE);
        }
    }

    @Test
    void tokensAreCounted() throws Exception {
        Prediction prediction = predictor(null)
                .predict(List.of("A good novel " + "film ".repeat(200)), "reviews-en", null)
                .get(10, SECONDS)
                .all()
                .get(0);

        assertThat(prediction.tokens()).isEqualTo(203);
        assertThat(prediction.unknownTokens()).isEqualTo(1);
        assertThat(prediction.truncated()).isFalse();
    }

    @Test
    void theChampionAnswersUnlessAVersionIsNamed() throws Exception {
        Predictor predictor = predictor(null);

        Prediction champion = predictor
                .predict(List.of(ENGLISH), "reviews-en", null)
                .get(10, SECONDS)
                .all()
                .get(0);
        Prediction older = predictor
                .predict(List.of(ENGLISH), "reviews-en", 1)
                .get(10, SECONDS)
                .all()
                .get(0);

        assertThat(champion.version()).isEqualTo(2);
        assertThat(older.version()).isEqualTo(1);
        assertThat(older.positive()).isEqualTo(alone("reviews-en", 1, ENGLISH), within(1e-6f));
        assertThat(older.positive()).isNotEqualTo(champion.positive());
    }

    @Test
    void aPromotedVersionAnswersFromTheNextRequestOn() throws Exception {
        Serving serving = serving(Dl4jEngine::of);
        Predictor predictor = serving.predictor(null, PATIENT);
        serving.start(models);

        serving.promote("reviews-en", 1);

        assertThat(predictor
                        .predict(List.of(ENGLISH), null, null)
                        .get(10, SECONDS)
                        .all())
                .extracting(Prediction::version)
                .containsExactly(1);
    }

    @Test
    void aTextGoesToTheModelThatReadsMostOfIt() throws Exception {
        List<String> texts = List.of(
                "The restaurant is called 太好", "我的 iPhone 15 Pro Max 电池不行", "Wi-Fi很快", "😀 123", "Это хорошо", "很");

        assertThat(predictor(null).predict(texts, null, null).get(10, SECONDS).all())
                .extracting(Prediction::model)
                .containsExactly("reviews-en", "reviews-zh", "reviews-en", "reviews-en", "reviews-en", "reviews-zh");
    }

    @Test
    void tiesGoToTheDefaultModel() throws Exception {
        List<String> texts = List.of("Wi-Fi很快", "😀 123", "Это хорошо", ENGLISH);

        assertThat(predictor("reviews-zh")
                        .predict(texts, null, null)
                        .get(10, SECONDS)
                        .all())
                .extracting(Prediction::model)
                .containsExactly("reviews-zh", "reviews-zh", "reviews-zh", "reviews-en");
    }

    @Test
    void whatTheRegistryDoesNotHaveIsRefused() throws IOException {
        Predictor predictor = predictor(null);

        assertThatThrownBy(() -> predictor.predict(List.of(ENGLISH), "reviews-fr", null))
                .isInstanceOf(UnknownModelException.class);
        assertThatThrownBy(() -> predictor.predict(List.of(ENGLISH), "reviews-en", 9))
                .isInstanceOf(UnknownModelException.class);
        assertThatThrownBy(() -> predictor.predict(List.of(ENGLISH), null, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> predictor("reviews-fr").predict(List.of(ENGLISH), null, null))
                .isInstanceOf(UnknownModelException.class);
    }

    @Test
    void ofVersionsByNumberOnlyTheLastUsedStayOpen() throws Exception {
        Path four = folder.resolveSibling(folder.getFileName() + "-four");
        for (int version = 1; version <= 4; version++) {
            TinyModels.write(four, "reviews-en", version, "en", "Latn", "a good and a bad film");
        }
        Serving serving = new Serving(LoadedModels.in(four), Dl4jEngine::of, 2, meters);
        opened.add(serving);
        serving.promote("reviews-en", 4);
        serving.champions.serve();
        Predictor predictor = serving.predictor(null, PATIENT);

        for (int version : new int[] {1, 2, 4, 1, 3}) {
            assertThat(answeredBy(predictor, version)).isEqualTo(version);
        }
        await().atMost(10, SECONDS)
                .untilAsserted(() -> assertThat(openVersions()).containsExactly("1", "3", "4"));
        assertThat(meters.get("sentiment.versions.by.number").gauge().value()).isEqualTo(2);
        assertThat(meters.get("sentiment.versions.closed").counter().count()).isEqualTo(1);

        assertThat(answeredBy(predictor, 2)).isEqualTo(2);
        await().atMost(10, SECONDS)
                .untilAsserted(() -> assertThat(openVersions()).containsExactly("2", "3", "4"));
    }

    @Test
    void aVersionThatIsRetiredWhileEverythingStopsIsClosedAllTheSame() throws Exception {
        Serving serving = serving(Dl4jEngine::of);
        serving.start(models);
        serving.versions.keep(models.open(new ModelVersion("reviews-en", 1))).get(10, SECONDS);
        serving.close();

        serving.versions.close(new ModelVersion("reviews-en", 1)).get(10, SECONDS);

        assertThat(openVersions()).isEmpty();
    }

    private static int answeredBy(Predictor predictor, int version) throws Exception {
        return predictor
                .predict(List.of(ENGLISH), "reviews-en", version)
                .get(10, SECONDS)
                .all()
                .get(0)
                .version();
    }

    /** The versions that have a queue, and so an engine. */
    private SortedSet<String> openVersions() {
        SortedSet<String> versions = new TreeSet<>();
        meters.find("sentiment.queue.texts")
                .gauges()
                .forEach(gauge -> versions.add(gauge.getId().getTag("version")));
        return versions;
    }

    @Test
    void nothingIsPredictedBeforeTheModelsAreWarm() throws IOException {
        Serving serving = serving(Dl4jEngine::of);
        serving.promote("reviews-en", 2);
        serving.promote("reviews-zh", 1);
        Predictor predictor = serving.predictor(null, PATIENT);

        assertThatThrownBy(() -> predictor.predict(List.of(ENGLISH), null, null))
                .isInstanceOf(NotReadyException.class);
    }

    @Test
    void aModelThatDoesNotAnswerItsWarmUpStopsTheStart() throws IOException {
        Serving serving = serving(network -> {
            throw new OutOfMemoryError("no native memory");
        });

        assertThatThrownBy(
                        () -> serving.versions.keep(models.newest("reviews-en")).get(10, SECONDS))
                .hasCauseInstanceOf(PredictionFailedException.class)
                .hasMessageContaining("Could not open version 2 of the model 'reviews-en'.");
        serving.start(models);
        assertThat(serving.champions.models()).isEmpty();
        assertThat(serving.swap.troubles()).containsOnlyKeys("reviews-en", "reviews-zh");
    }

    @Test
    void anEngineThatDoesNotComeBackDelaysNobodyBeyondTheDeadline() throws Exception {
        Semaphore permits = new Semaphore(2); // For the two warm-ups.
        Serving serving = serving(network -> new GatedEngine(Dl4jEngine.of(network), permits));
        serving.start(models);
        Predictor hasty = serving.predictor(null, new PredictionProperties(Duration.ofMillis(50), 100));

        assertThatThrownBy(() ->
                        hasty.predict(List.of(ENGLISH, CHINESE), null, null).get(10, SECONDS))
                .hasCauseInstanceOf(DeadlineExceededException.class);
        permits.release(100);
    }

    @Test
    void aCancelledPredictionLeavesItsQueues() throws Exception {
        Semaphore permits = new Semaphore(2);
        Serving serving = serving(network -> new GatedEngine(Dl4jEngine.of(network), permits));
        serving.start(models);
        Predictor predictor = serving.predictor(null, PATIENT);
        CompletableFuture<Answers<Prediction>> running = predictor.predict(List.of(ENGLISH, CHINESE), null, null);
        await().until(() -> waitingTexts() == 0);
        CompletableFuture<Answers<Prediction>> waiting = predictor.predict(List.of(ENGLISH, CHINESE), null, null);
        assertThat(waitingTexts()).isEqualTo(2);

        waiting.cancel(true);

        assertThat(waitingTexts()).isZero();
        permits.release(100);
        assertThat(running.get(10, SECONDS).all()).hasSize(2);
    }

    @Test
    void manyThreadsGetTheSameAnswersAsEachTextAlone() throws Exception {
        Predictor predictor = predictor(null);
        List<String> texts = mixedTexts(200);
        List<Float> expected = new ArrayList<>();
        for (String text : texts) {
            expected.add(predictor
                    .predict(List.of(text), null, null)
                    .get(10, SECONDS)
                    .all()
                    .get(0)
                    .positive());
        }
        ExecutorService clients = Executors.newFixedThreadPool(32);
        List<Callable<List<Prediction>>> calls = new ArrayList<>();
        for (int client = 0; client < 32; client++) {
            List<String> rotated = new ArrayList<>(texts);
            Collections.rotate(rotated, client);
            calls.add(() -> predictor
                    .predict(rotated.subList(0, 100), null, null)
                    .get(30, SECONDS)
                    .all());
        }
        try {
            List<Future<List<Prediction>>> answers = clients.invokeAll(calls);
            for (int client = 0; client < answers.size(); client++) {
                List<Prediction> predictions = answers.get(client).get();
                for (int index = 0; index < predictions.size(); index++) {
                    int original = Math.floorMod(index - client, texts.size());
                    assertThat(predictions.get(index).positive()).isEqualTo(expected.get(original), within(1e-6f));
                }
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private static List<String> mixedTexts(int count) {
        List<String> words = List.of("good ", "bad ", "film ", "novel ", "很好", "不好", "房间", "喜欢", "😀 ", "don't ");
        Random random = new Random(7);
        List<String> texts = new ArrayList<>();
        for (int text = 0; text < count; text++) {
            StringBuilder builder = new StringBuilder();
            for (int word = random.nextInt(30); word >= 0; word--) {
                builder.append(words.get(random.nextInt(words.size())));
            }
            texts.add(builder.toString());
        }
        return texts;
    }

    private static float alone(String model, int version, String text) throws IOException {
        ModelBundle bundle = models.open(new ModelVersion(model, version));
        try (SentimentNetwork network = bundle.openNetwork()) {
            return network.positiveProbabilities(List.of(bundle.encoder().encode(text)))[0];
        }
    }

    private double waitingTexts() {
        return meters.get("sentiment.queue.texts").gauges().stream()
                .mapToDouble(gauge -> gauge.value())
                .sum();
    }

    private Predictor predictor(@Nullable String defaultModel) {
        Serving serving = serving(Dl4jEngine::of);
        serving.start(models);
        return serving.predictor(defaultModel, PATIENT);
    }

    private Serving serving(EngineFactory engines) {
        Serving serving = new Serving(models, engines, 4, meters);
        opened.add(serving);
        return serving;
    }
}

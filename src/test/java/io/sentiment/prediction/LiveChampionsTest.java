package io.sentiment.prediction;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sentiment.model.LoadedModels;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.prediction.LiveChampions.Live;
import io.sentiment.prediction.batch.UnavailableException.NotReadyException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@SuppressWarnings("NullAway.Init")
class LiveChampionsTest {

    private static final int VERSIONS = 40;

    @TempDir
    static Path folder;

    private static LoadedModels models;

    @AutoClose
    private final Serving serving = new Serving(models, Dl4jEngine::of, 4, new SimpleMeterRegistry());

    @BeforeAll
    static void writeModels() throws IOException {
        for (int version = 1; version <= VERSIONS; version++) {
            TinyModels.write(folder, "reviews-en", version, "en", "Latn", "a good and a bad film");
        }
        TinyModels.write(folder, "reviews-zh", 1, "zh-Hans", "Hani", "很好 不好 喜欢 房间");
        models = LoadedModels.in(folder);
    }

    @Test
    void aPromotedVersionIsChampionBeItOlderOrNewer() {
        serving.start(models);
        assertThat(serving.champions.manifest("reviews-en").version()).isEqualTo(VERSIONS);

        serving.promote("reviews-en", 9);
        assertThat(serving.champions.manifest("reviews-en").version()).isEqualTo(9);

        serving.promote("reviews-en", 10);
        assertThat(serving.champions.manifest("reviews-en").version()).isEqualTo(10);
        assertThat(serving.champions.models()).containsExactly("reviews-en", "reviews-zh");
    }

    @Test
    void unknownModelsAndThoseWithoutAChampionAreNamed() {
        serving.promote("reviews-zh", 1);

        assertThatThrownBy(() -> serving.champions.manifest("x"))
                .isInstanceOf(UnknownModelException.class)
                .hasMessage("There is no model called 'x'.");
        assertThatThrownBy(() -> serving.champions.manifest("reviews-en"))
                .isInstanceOf(UnknownModelException.class)
                .hasMessage("The model 'reviews-en' has no champion: name a version, or promote one.");
    }

    @Test
    void aVersionThatDoesNotExistLeavesTheChampionAsItWas() {
        serving.start(models);

        serving.promote("reviews-en", VERSIONS + 1);

        assertThat(serving.champions.manifest("reviews-en").version()).isEqualTo(VERSIONS);
        assertThat(Objects.requireNonNull(serving.swap.trouble("reviews-en")).reason())
                .isEqualTo("version 41 of the model 'reviews-en' cannot be served: There is no version 41 of the model"
                        + " 'reviews-en'.");
    }

    @Test
    void nobodyServesAChampionThatIsNotOpen() {
        Live closed = new Live(Serving.champion("reviews-en", 1), models.open(new ModelVersion("reviews-en", 1)), null);
        serving.champions.replace(closed);
        assertThat(serving.champions.manifest("reviews-en").version()).isEqualTo(1);
        assertThatThrownBy(() -> serving.champions.summary("reviews-en")).isInstanceOf(NotReadyException.class);
        assertThatThrownBy(serving.champions::serve).isInstanceOf(IllegalStateException.class);

        serving.start(models);

        assertThatThrownBy(() -> serving.champions.replace(closed)).isInstanceOf(IllegalStateException.class);
        assertThat(serving.champions.manifest("reviews-en").version()).isEqualTo(VERSIONS);
    }

    /**
     * Champions with rising numbers: whatever a client asks, it is never told of an older champion than it has been told
     * of before.
     */
    @Test
    void descriptionsHealthAndPredictionsNameTheSameChampionDuringPromotions() throws Exception {
        serving.promote("reviews-en", 1);
        serving.promote("reviews-zh", 1);
        serving.champions.serve();
        Predictor predictor = serving.predictor(null, Serving.PATIENT);
        AtomicBoolean promoting = new AtomicBoolean(true);
        ExecutorService clients = Executors.newFixedThreadPool(3);
        List<Future<List<Integer>>> observed = new ArrayList<>();
        observed.add(clients.submit(() -> observe(promoting, predictor, false)));
        observed.add(clients.submit(() -> observe(promoting, predictor, false)));
        observed.add(clients.submit(() -> observe(promoting, predictor, true)));
        try {
            for (int version = 2; version <= VERSIONS; version++) {
                serving.promote("reviews-en", version);
            }
        } finally {
            promoting.set(false);
            clients.shutdown();
        }

        for (Future<List<Integer>> numbers : observed) {
            assertThat(numbers.get(30, SECONDS)).isSorted().startsWith(1).endsWith(VERSIONS);
        }
    }

    /** What a client is told in turn, without repetitions. */
    private List<Integer> observe(AtomicBoolean promoting, Predictor predictor, boolean predict) throws Exception {
        List<Integer> numbers = new ArrayList<>();
        boolean last = false;
        while (!last) {
            last = !promoting.get();
            add(numbers, serving.champions.manifest("reviews-en").version());
            add(numbers, healthy());
            if (predict) {
                List<Prediction> answers = predictor
                        .predict(List.of("A good film", "房间很好"), null, null)
                        .get(30, SECONDS)
                        .all();
                add(numbers, answers.get(0).version());
                assertThat(answers.get(1).model()).isEqualTo("reviews-zh");
            }
        }
        return numbers;
    }

    private static void add(List<Integer> numbers, int next) {
        if (numbers.isEmpty() || numbers.get(numbers.size() - 1) != next) {
            numbers.add(next);
        }
    }

    private int healthy() {
        Map<?, ?> served = (Map<?, ?>)
                Objects.requireNonNull(serving.health.health().getDetails().get("champions"));
        return (Integer) Objects.requireNonNull(served.get("reviews-en"));
    }
}

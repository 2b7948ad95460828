package io.sentiment.prediction;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sentiment.model.LoadedModels;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.StoredNetwork;
import io.sentiment.network.engines.EngineSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Dl4jComparisonTest {

    @TempDir
    Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private @Nullable Serving serving;

    @AfterEach
    void stop() {
        if (serving != null) {
            serving.close();
        }
    }

    @Test
    void anEngineThatAgreesIsToldOf() throws IOException {
        EngineSelection engines = EngineSelection.of("auto", "fp32", 1, 1 << 20);
        Serving started = serve(engines::open, true);
        assertThat(found(started, 1)).isEqualTo(Map.of("compared", false));

        started.comparison.begin();

        await().atMost(60, SECONDS).until(() -> gauge(2) != null && gauge(1) != null);
        assertThat(found(started, 1)).containsEntry("compared", true).containsEntry("agrees", true);
        assertThat(difference(1)).isLessThan(1e-5);
        assertThat(found(started, 1)).containsEntry("largestDifference", difference(1));
        assertThat(started.health.health().getDetails()).containsEntry("dl4j", started.comparison.details());
    }

    /** DL4J reads the bundle itself, and so finds other weights than the engine has. */
    @Test
    void anEngineOfOtherWeightsIsFoundOut() throws IOException {
        Serving started = serve(Dl4jComparisonTest::ofDoubledWeights, true);

        started.comparison.begin();

        await().atMost(60, SECONDS).until(() -> gauge(1) != null);
        assertThat(found(started, 1)).containsEntry("compared", true).containsEntry("agrees", false);
        assertThat(difference(1)).isGreaterThan(1e-4);
    }

    @Test
    void aFileThatDl4jCannotReadAnyMoreIsToldOf() throws IOException {
        Serving started = serve(Dl4jEngine::of, true);
        Files.delete(folder.resolve("reviews-en-1").resolve("network.zip"));

        started.comparison.begin();

        await().atMost(60, SECONDS).until(() -> found(started, 1).containsKey("reason"));
        assertThat(found(started, 1)).containsEntry("compared", false);
        assertThat(String.valueOf(found(started, 1).get("reason"))).endsWith("network.zip cannot be read.");
        assertThat(gauge(1)).isNull();
    }

    @Test
    void aVersionThatIsClosedIsForgotten() throws IOException {
        Serving started = serve(Dl4jEngine::of, true);
        started.comparison.begin();
        await().atMost(60, SECONDS).until(() -> gauge(1) != null && gauge(2) != null);

        started.versions.close(new ModelVersion("reviews-en", 1)).join();

        assertThat(gauge(1)).isNull();
        assertThat(gauge(2)).isNotNull();
        assertThat(started.comparison.details().get("reviews-en")).containsOnlyKeys(2);
    }

    @Test
    void nothingIsComparedWhereNobodyWantsIt() throws IOException {
        Serving started = serve(Dl4jEngine::of, false);

        started.comparison.begin();

        assertThat(started.comparison.details()).isEmpty();
        assertThat(started.health.health().getDetails()).doesNotContainKey("dl4j");
    }

    /** With version 2 of the one model as its champion, and version 1 open by its number. */
    private Serving serve(EngineFactory engines, boolean compared) throws IOException {
        TinyModels.write(folder, "reviews-en", 1, "en", "Latn", "a good and a bad film");
        TinyModels.write(folder, "reviews-en", 2, "en", "Latn", "a good and a bad film");
        LoadedModels models = LoadedModels.in(folder);
        Serving started = new Serving(models, engines, 4, meters, compared);
        serving = started;
        started.start(models);
        started.versions.byNumber(new ModelVersion("reviews-en", 1)).join();
        return started;
    }

    private static Map<String, Object> found(Serving serving, int version) {
        return Objects.requireNonNull(
                Objects.requireNonNull(serving.comparison.details().get("reviews-en"))
                        .get(version));
    }

    private double difference(int version) {
        return Objects.requireNonNull(gauge(version)).value();
    }

    private @Nullable Gauge gauge(int version) {
        return meters.find("sentiment.dl4j.difference")
                .tag("model", "reviews-en")
                .tag("version", String.valueOf(version))
                .gauge();
    }

    private static InferenceEngine ofDoubledWeights(StoredNetwork stored) {
        SentimentNetwork network = stored.openNetwork();
        network.layers().denseWeights().muli(2);
        return new Dl4jEngine(network);
    }
}

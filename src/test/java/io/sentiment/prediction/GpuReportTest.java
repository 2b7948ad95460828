package io.sentiment.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sentiment.model.LoadedModels;
import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.RandomNetworks;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.cuda.StandIn;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.network.engines.EngineSelection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.health.contributor.Status;

/** What the service tells of a GPU; the GPU is a {@link StandIn}. */
class GpuReportTest {

    private static final Architecture SMALL = new Architecture(9, 3, Cell.LSTM, 4, 1, false, 2, 0);

    private final InferenceConfiguration configuration = new InferenceConfiguration();

    @Test
    void infoAndMetricsNameTheGpuUntilItFails() {
        StandIn standIn = StandIn.fresh();
        EngineSelection selection = standIn.with(() -> EngineSelection.of("auto", "fp32", 1, 1 << 20));
        MeterRegistry registry = new SimpleMeterRegistry();
        configuration.gpuMetrics(selection).bindTo(registry);
        try (InferenceEngine engine = standIn.with(() -> selection.open(RandomNetworks.stored(SMALL)))) {
            assertThat(info(selection)).contains("engine=cuda", "gpu=Stand-in");
            assertThat(value(registry, "sentiment.gpu.memory")).isEqualTo((double) selection.gpuBytes());
            assertThat(value(registry, "sentiment.gpu.failed")).isZero();

            standIn.failAt(1, true);
            engine.positiveProbabilities(new RandomTexts(SMALL, 1).ofAnyLength(1));

            assertThat(info(selection)).doesNotContain("engine=cuda");
            assertThat(value(registry, "sentiment.gpu.failed")).isEqualTo(1);
            assertThat(value(registry, "sentiment.gpu.memory")).isZero();
        }
    }

    @Test
    void withoutAGpuNothingIsSaidOfOne() {
        StandIn standIn = StandIn.fresh();
        standIn.devices(0, 0);
        EngineSelection selection = standIn.with(() -> EngineSelection.of("auto", "fp32", 1, 1 << 20));
        MeterRegistry registry = new SimpleMeterRegistry();
        configuration.gpuMetrics(selection).bindTo(registry);

        assertThat(registry.getMeters()).isEmpty();
        assertThat(info(selection)).doesNotContain("gpu");
    }

    @Test
    void readinessTellsWhatTheGpuFailedWith(@TempDir Path folder) throws IOException {
        TinyModels.write(folder, "reviews-en", 1, "en", "Latn", "a good and a bad film");
        try (Serving serving = new Serving(LoadedModels.in(folder), Dl4jEngine::of, 1, new SimpleMeterRegistry())) {
            ChampionHealth health = new ChampionHealth(
                    serving.champions,
                    serving.swap,
                    new DatabaseContact(Clock.systemUTC()),
                    () -> Optional.of("cuGraphLaunch failed."),
                    serving.comparison);

            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            assertThat(health.health().getDetails())
                    .containsEntry("gpu", "failed, the CPU computes: cuGraphLaunch failed.");
            assertThat(serving.health.health().getDetails()).doesNotContainKey("gpu");
        }
    }

    private String info(EngineSelection selection) {
        Info.Builder builder = new Info.Builder();
        configuration.deviceInfo(selection).contribute(builder);
        return String.valueOf(builder.build().getDetails().get("inference"));
    }

    private static double value(MeterRegistry registry, String name) {
        return registry.get(name).tag("gpu", "Stand-in").gauge().value();
    }
}

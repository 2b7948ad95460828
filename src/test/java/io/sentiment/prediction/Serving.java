package io.sentiment.prediction;

import io.micrometer.core.instrument.MeterRegistry;
import io.sentiment.model.Champion;
import io.sentiment.model.LoadedModels;
import io.sentiment.model.RoutingProperties;
import io.sentiment.model.StoredModels;
import io.sentiment.model.VersionSource;
import io.sentiment.prediction.Predictor.PredictionProperties;
import io.sentiment.prediction.batch.BatchingProperties;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Versions that are served as the service does it, with champions that the test names instead of the database. */
final class Serving implements AutoCloseable {

    static final BatchingProperties BATCHING = new BatchingProperties(64, 4_096, Duration.ZERO, 4_096, 100_000, 0.1);
    static final PredictionProperties PATIENT = new PredictionProperties(Duration.ofSeconds(30), 100);

    final OpenVersions versions;
    final LiveChampions champions;
    final ChampionSwap swap;
    final ChampionHealth health;
    final Dl4jComparison comparison;
    private final VersionSource source;
    private final TestDatabase database = DatabaseKind.SQLITE.create();

    Serving(VersionSource source, EngineFactory engines, int byNumber, MeterRegistry meters) {
        this(source, engines, byNumber, meters, false);
    }

    /** @param compared whether DL4J is asked too, from {@link Dl4jComparison#begin()} on */
    Serving(VersionSource source, EngineFactory engines, int byNumber, MeterRegistry meters, boolean compared) {
        this.source = source;
        Clock clock = Clock.systemUTC();
        comparison = new Dl4jComparison(compared, () -> 1e-5, meters);
        versions = new OpenVersions(
                source,
                new ServedVersion.Opener(engines, BATCHING, System::nanoTime, meters, comparison),
                new VersionsByNumber(byNumber, meters));
        champions = new LiveChampions(source);
        swap = new ChampionSwap(
                new StoredModels(database, clock).champions(), source, versions, champions, meters, clock);
        health = new ChampionHealth(champions, swap, new DatabaseContact(clock), Optional::empty, comparison);
    }

    /** Serves with the newest version of every model as its champion. */
    void start(LoadedModels models) {
        models.models()
                .forEach(model -> promote(model, models.newest(model).version().version()));
        champions.serve();
    }

    /** The version is open when this returns, and answers; or it has been left out. */
    void promote(String model, int version) {
        swap.follow(champion(model, version));
    }

    static Champion champion(String model, int version) {
        return new Champion(model, version, null, Instant.EPOCH, "a test", "", null);
    }

    Predictor predictor(@Nullable String defaultModel, PredictionProperties properties) {
        Predictor predictor = new Predictor(
                champions, source, versions, new RoutingProperties(defaultModel), properties, System::nanoTime);
        predictor.requireDefault();
        return predictor;
    }

    @Override
    public void close() {
        champions.close();
        versions.close();
        comparison.close();
        database.close();
    }
}

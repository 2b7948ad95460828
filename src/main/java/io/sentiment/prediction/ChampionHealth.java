package io.sentiment.prediction;

import io.sentiment.prediction.LiveChampions.Live;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells, as a part of readiness, which champions this process serves, and what keeps it from following the database. It
 * stays up all the same: predictions need no database, and if every replica called itself unready because the one
 * database is away, nobody would answer.
 */
final class ChampionHealth implements HealthIndicator {

    private final LiveChampions champions;
    private final ChampionSwap swap;
    private final DatabaseContact database;
    private final Supplier<Optional<String>> gpuFailure;
    private final Dl4jComparison comparison;

    /** @param gpuFailure what a GPU failed with, where one did and the CPU computes instead */
    ChampionHealth(
            LiveChampions champions,
            ChampionSwap swap,
            DatabaseContact database,
            Supplier<Optional<String>> gpuFailure,
            Dl4jComparison comparison) {
        this.gpuFailure = gpuFailure;
        this.comparison = comparison;
        this.champions = champions;
        this.swap = swap;
        this.database = database;
    }

    @Override
    public Health health() {
        Map<String, Integer> served = new TreeMap<>();
        Map<String, String> problems = new TreeMap<>();
        Map<String, String> rejected = new TreeMap<>();
        for (Live champion : champions.snapshot().all()) {
            if (champion.version() != null) {
                served.put(champion.model(), champion.alias().version());
            }
            if (champion.alias().rejectedVersion() != null) {
                rejected.put(champion.model(), champion.alias().reason());
            }
        }
        swap.troubles().forEach((model, trouble) -> {
            problems.put(model, trouble.reason());
            if (trouble.isLasting()) {
                rejected.put(model, trouble.reason());
            }
        });
        Health.Builder health =
                Health.up().withDetail("champions", served).withDetail("database", database.description());
        addIfAny(health, "problems", problems);
        addIfAny(health, "rejected", rejected);
        addIfAny(health, "dl4j", comparison.details());
        gpuFailure.get().ifPresent(reason -> health.withDetail("gpu", "failed, the CPU computes: " + reason));
        return health.build();
    }

    private static void addIfAny(Health.Builder health, String detail, Map<String, ?> byModel) {
        if (!byModel.isEmpty()) {
            health.withDetail(detail, byModel);
        }
    }
}

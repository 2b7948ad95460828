package io.sentiment.prediction;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells, as a part of readiness, which champions this process serves, and what keeps it from following the database. It
 * stays up all the same: predictions need no database, and if every replica called itself unready because the one
 * database is away, nobody would answer.
 */
final class ChampionHealth implements HealthIndicator {

    /** Longer than a database that is well takes for the two small questions of each look. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Following following;
    private final Clock clock;

    ChampionHealth(Following following, Clock clock) {
        this.following = following;
        this.clock = clock;
    }

    @Override
    public Health health() {
        Health.Builder health =
                Health.up().withDetail("champions", following.champions()).withDetail("database", database());
        addIfAny(health, "problems", following.troubles());
        addIfAny(health, "rejected", following.rejections());
        return health.build();
    }

    private String database() {
        Instant away = following.databaseAwaySince();
        if (away != null) {
            return "unreachable since " + away;
        }
        Instant asked = following.databaseAskedAt();
        return asked != null && clock.instant().isAfter(asked.plus(PATIENCE))
                ? "no answer since " + asked
                : "reachable";
    }

    private static void addIfAny(Health.Builder health, String detail, Map<String, String> reasons) {
        if (!reasons.isEmpty()) {
            health.withDetail(detail, reasons);
        }
    }
}

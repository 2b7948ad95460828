package io.sentiment.prediction;

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

    private final Following following;

    ChampionHealth(Following following) {
        this.following = following;
    }

    @Override
    public Health health() {
        Instant away = following.databaseAwaySince();
        Map<String, String> troubles = following.troubles();
        Health.Builder health = Health.up()
                .withDetail("champions", following.champions())
                .withDetail("database", away == null ? "reachable" : "unreachable since " + away);
        return troubles.isEmpty()
                ? health.build()
                : health.withDetail("problems", troubles).build();
    }
}

package io.sentiment.prediction;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether the database answers the one who follows it. Thread-safe. */
final class DatabaseContact {

    /** Longer than a database that is well takes for the two small questions of each look. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Clock clock;
    private @Nullable Instant askedAt;
    private @Nullable Instant awaySince;

    DatabaseContact(Clock clock) {
        this.clock = clock;
    }

    synchronized void asks() {
        askedAt = clock.instant();
    }

    /** It has answered; returns whether that is news. */
    synchronized boolean answered() {
        boolean news = awaySince != null;
        askedAt = null;
        awaySince = null;
        return news;
    }

    /** It has not answered; returns whether that is news. */
    synchronized boolean failed() {
        boolean news = awaySince == null;
        askedAt = null;
        awaySince = news ? clock.instant() : awaySince;
        return news;
    }

    synchronized boolean isAway() {
        return awaySince != null;
    }

    /** In words, for whoever looks after the service. */
    synchronized String description() {
        if (awaySince != null) {
            return "unreachable since " + awaySince;
        }
        return askedAt != null && clock.instant().isAfter(askedAt.plus(PATIENCE))
                ? "no answer since " + askedAt
                : "reachable";
    }
}

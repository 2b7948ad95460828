package io.sentiment.prediction;

import io.sentiment.model.Champion;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far this process has followed the database. Thread-safe. */
final class Following {

    private final Map<String, Champion> served = new TreeMap<>();
    private final Map<String, Trouble> troubles = new TreeMap<>();
    private final Map<String, String> rejections = new TreeMap<>();
    private @Nullable Instant databaseAskedAt;
    private @Nullable Instant databaseAwaySince;

    synchronized void serves(Champion champion) {
        served.put(champion.model(), champion);
        troubles.remove(champion.model());
        // An alias that was returned has the rejection as its reason: it is told until somebody promotes again.
        if (!champion.reason().equals(rejections.get(champion.model()))) {
            rejections.remove(champion.model());
        }
    }

    /** The alias has no problem of its own any more, or none at all. */
    synchronized boolean isServed(Champion champion) {
        Champion present = served.get(champion.model());
        return present != null && present.version() == champion.version();
    }

    synchronized void failed(Champion champion, String reason, @Nullable Instant retryAt) {
        troubles.put(champion.model(), new Trouble(champion, reason, retryAt));
    }

    /** For good: that alias will not be tried again. */
    synchronized void rejected(Champion champion, String reason) {
        failed(champion, reason, null);
        rejections.put(champion.model(), reason);
    }

    /** Whether that very alias has failed and had better rest. */
    synchronized boolean rests(Champion champion, Instant now) {
        Trouble trouble = troubles.get(champion.model());
        return trouble != null
                && trouble.champion.equals(champion)
                && (trouble.retryAt == null || now.isBefore(trouble.retryAt));
    }

    synchronized @Nullable String trouble(String model) {
        Trouble trouble = troubles.get(model);
        if (trouble != null) {
            return trouble.reason;
        }
        return databaseAwaySince == null ? null : "The database cannot be reached.";
    }

    synchronized Map<String, String> troubles() {
        Map<String, String> reasons = new TreeMap<>();
        troubles.forEach((model, trouble) -> reasons.put(model, trouble.reason));
        return reasons;
    }

    /** Why the last champion of a model was left out, by model. */
    synchronized Map<String, String> rejections() {
        return new TreeMap<>(rejections);
    }

    synchronized Map<String, Integer> champions() {
        Map<String, Integer> versions = new TreeMap<>();
        served.forEach((model, champion) -> versions.put(model, champion.version()));
        return versions;
    }

    synchronized @Nullable Instant databaseAwaySince() {
        return databaseAwaySince;
    }

    /** When a question was asked that the database has not answered yet; null if it owes no answer. */
    synchronized @Nullable Instant databaseAskedAt() {
        return databaseAskedAt;
    }

    synchronized void asksDatabase(Instant now) {
        databaseAskedAt = now;
    }

    /** Returns whether that is news. */
    synchronized boolean databaseIsAway(Instant now) {
        boolean news = databaseAwaySince == null;
        databaseAskedAt = null;
        databaseAwaySince = news ? now : databaseAwaySince;
        return news;
    }

    /** Returns whether that is news. */
    synchronized boolean databaseIsThere() {
        boolean news = databaseAwaySince != null;
        databaseAskedAt = null;
        databaseAwaySince = null;
        return news;
    }

    /** @param retryAt when to try again; null: not before the alias changes */
    private record Trouble(
            Champion champion, String reason, @Nullable Instant retryAt) {}
}

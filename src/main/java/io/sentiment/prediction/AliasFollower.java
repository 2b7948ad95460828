package io.sentiment.prediction;

import io.sentiment.concurrent.DaemonExecutors;
import io.sentiment.model.BundleCache;
import io.sentiment.model.Champion;
import io.sentiment.model.ChampionFollower;
import io.sentiment.model.Champions;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.UnreadableBundleException;
import io.sentiment.prediction.ChampionSwap.Trouble;
import io.sentiment.prediction.batch.UnavailableException.NotReadyException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Asks the database again and again who is champion, and swaps where somebody else is. While the database is away
 * everything stays as it is. Thread-safe.
 */
final class AliasFollower implements ChampionFollower, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AliasFollower.class);

    private final Champions champions;
    private final BundleCache bundles;
    private final OpenVersions versions;
    private final LiveChampions live;
    private final ChampionSwap swap;
    private final DatabaseContact database;

    // One thread, as the swap needs it.
    private final ScheduledExecutorService executor = DaemonExecutors.scheduled("champion-follower", 1);

    AliasFollower(
            Champions champions,
            BundleCache bundles,
            OpenVersions versions,
            LiveChampions live,
            ChampionSwap swap,
            DatabaseContact database) {
        this.champions = champions;
        this.bundles = bundles;
        this.versions = versions;
        this.live = live;
        this.swap = swap;
        this.database = database;
    }

    /**
     * Reads the files of the champions. One that cannot be read gives way to the one before.
     *
     * @throws UnreadableBundleException if that cannot be read either
     */
    void readChampions() {
        champions.all().forEach(swap::read);
    }

    /**
     * Opens the champions, serves from then on and follows.
     *
     * @throws IllegalStateException if a champion can be served neither in its present version nor in the one before
     */
    void start(Duration interval) {
        for (Champion alias : champions.all()) {
            var unused = swap.rejections(alias.model()); // A rate needs the count from before the first one.
            open(alias);
        }
        live.serve();
        var unused = executor.scheduleWithFixedDelay(
                this::followAll, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletableFuture<@Nullable Void> follow() {
        try {
            return CompletableFuture.runAsync(this::followAll, executor);
        } catch (RejectedExecutionException stopped) {
            return CompletableFuture.failedFuture(new NotReadyException("The service is stopping."));
        }
    }

    @Override
    public @Nullable String trouble(String model) {
        Trouble trouble = swap.trouble(model);
        if (trouble != null) {
            return trouble.reason();
        }
        return database.isAway() ? "The database cannot be reached." : null;
    }

    /** Follows no more, once a swap that has begun is done. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("The champions were still being followed when the service stopped");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The alias may move meanwhile, by itself or by others: back to the version before, or on. */
    private void open(Champion alias) {
        swap.follow(alias);
        if (live.isOpen(alias.model())) {
            return;
        }
        Champion now = champions.find(alias.model()).orElse(alias);
        if (now.version() == alias.version()) {
            throw new IllegalStateException(
                    Objects.requireNonNullElse(trouble(alias.model()), alias.modelVersion() + " could not be opened."));
        }
        open(now);
    }

    private void followAll() {
        try {
            present().forEach(swap::follow);
            dropDeleted();
        } catch (DataAccessException | TransactionException away) {
            if (database.failed()) {
                LOG.warn("The database cannot be reached; serving goes on as it is", away);
            }
        } catch (RuntimeException | Error unexpected) {
            // An exception would end the schedule.
            LOG.error("Could not follow the champions", unexpected);
        }
    }

    private List<Champion> present() {
        database.asks();
        // In this order: whatever a champion names is known, unless it has been deleted since.
        List<Champion> present = champions.all();
        bundles.refresh();
        if (database.answered()) {
            LOG.info("The database is there again");
        }
        return present;
    }

    /** Engines and copies of versions that are no more. One that is still champion here is left to the next look. */
    private void dropDeleted() {
        Set<ModelVersion> deleted = new HashSet<>(versions.all());
        deleted.addAll(bundles.copies());
        // Asked last: what is open or copied was known before, so that what is not known now has been deleted.
        deleted.removeAll(bundles.versions());
        live.snapshot()
                .all()
                .forEach(champion -> deleted.remove(champion.alias().modelVersion()));
        for (ModelVersion version : deleted) {
            versions.close(version).join();
            bundles.delete(version);
        }
    }
}

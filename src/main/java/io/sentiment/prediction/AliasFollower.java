package io.sentiment.prediction;

import io.sentiment.model.BundleCache;
import io.sentiment.model.Champion;
import io.sentiment.model.ChampionFollower;
import io.sentiment.model.Champions;
import io.sentiment.model.ModelRegistry;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.UnreadableBundleException;
import io.sentiment.prediction.batch.NotReadyException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
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
    private final ModelRegistry registry;
    private final ServedModels served;
    private final ChampionSwap swap;
    private final Following following;
    private final Clock clock;
    private final Set<ModelVersion> known = new HashSet<>();

    // One thread, as the swap needs it.
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "champion-follower");
        thread.setDaemon(true);
        return thread;
    });

    AliasFollower(
            Champions champions,
            BundleCache bundles,
            ModelRegistry registry,
            ServedModels served,
            ChampionSwap swap,
            Following following,
            Clock clock) {
        this.champions = champions;
        this.bundles = bundles;
        this.registry = registry;
        this.served = served;
        this.swap = swap;
        this.following = following;
        this.clock = clock;
    }

    /**
     * Reads the bundles of the champions into the registry. One that cannot be read gives way to the one before.
     *
     * @throws UnreadableBundleException if that cannot be read either
     */
    void readChampions() {
        for (Champion alias : champions.all()) {
            try {
                registry.promote(alias.model(), alias.version());
            } catch (UnreadableBundleException refused) {
                swap.reject(alias, refused);
                registry.promote(
                        alias.model(),
                        champions.find(alias.model()).orElse(alias).version());
            }
        }
    }

    /**
     * Opens the champions, serves from then on and follows.
     *
     * @throws IllegalStateException if a champion can be served neither in its present version nor in the one before
     */
    void start(Duration interval) {
        for (Champion alias : champions.all()) {
            var unused = swap.rejections(alias.model()); // A rate needs the count from before the first one.
            swap.follow(alias);
            if (following.trouble(alias.model()) != null) {
                champions.find(alias.model()).ifPresent(swap::follow);
            }
            String trouble = following.trouble(alias.model());
            if (trouble != null) {
                throw new IllegalStateException(trouble);
            }
        }
        served.start();
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
        return following.trouble(model);
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

    private void followAll() {
        try {
            present().forEach(swap::follow);
            dropDeleted();
        } catch (DataAccessException | TransactionException away) {
            if (following.databaseIsAway(clock.instant())) {
                LOG.warn("The database cannot be reached; serving goes on as it is", away);
            }
        } catch (RuntimeException | Error unexpected) {
            // An exception would end the schedule.
            LOG.error("Could not follow the champions", unexpected);
        }
    }

    private List<Champion> present() {
        following.asksDatabase(clock.instant());
        bundles.refresh();
        List<Champion> present = champions.all();
        if (following.databaseIsThere()) {
            LOG.info("The database is there again");
        }
        return present;
    }

    /** Engines and copies of versions that are no more. */
    private void dropDeleted() {
        Set<ModelVersion> present = bundles.versions();
        for (ModelVersion version : known) {
            if (!present.contains(version)) {
                served.retire(version.model(), version.version()).join();
                registry.forget(version.model(), version.version());
                bundles.delete(version);
            }
        }
        known.clear();
        known.addAll(present);
    }
}

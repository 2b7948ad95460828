package io.sentiment.prediction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sentiment.model.BundleCache;
import io.sentiment.model.BundleUnavailableException;
import io.sentiment.model.Champion;
import io.sentiment.model.ChampionFollower;
import io.sentiment.model.Champions;
import io.sentiment.model.ModelRegistry;
import io.sentiment.model.ModelVersion;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.UnreadableBundleException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Asks the database again and again who is champion. A new champion is read, verified and warmed beside the old one, then
 * takes its place, and the old engine is closed after its last answer. One that cannot be read or warmed stays out, and
 * its alias returns. While the database is away everything stays as it is. Thread-safe.
 */
final class AliasFollower implements ChampionFollower, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AliasFollower.class);

    /** After a fault of this machine, such as a full disk, which may pass. */
    private static final Duration REST = Duration.ofSeconds(5);

    private final Champions champions;
    private final BundleCache bundles;
    private final ModelRegistry registry;
    private final ServedModels served;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Following following = new Following();
    private final Set<ModelVersion> known = new HashSet<>();

    // One thread: champions change one after the other, and each at the cost of one more engine.
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
            MeterRegistry meters,
            Clock clock) {
        this.champions = champions;
        this.bundles = bundles;
        this.registry = registry;
        this.served = served;
        this.meters = meters;
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
                reject(alias, refused);
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
        List<Champion> aliases = champions.all();
        for (Champion alias : aliases) {
            rejections(alias.model()); // From the start, so that a rate can be computed from the first one on.
            follow(alias);
            if (following.trouble(alias.model()) != null) {
                champions.find(alias.model()).ifPresent(this::follow);
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
        return CompletableFuture.runAsync(this::followAll, executor);
    }

    @Override
    public @Nullable String trouble(String model) {
        return following.trouble(model);
    }

    Following following() {
        return following;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void followAll() {
        try {
            bundles.refresh();
            champions.all().forEach(this::follow);
            dropDeleted();
            if (following.databaseIsThere()) {
                log.info("The database is there again");
            }
        } catch (DataAccessException | TransactionException away) {
            if (following.databaseIsAway(clock.instant())) {
                log.warn("The database cannot be reached; serving goes on as it is", away);
            }
        } catch (RuntimeException | Error unexpected) {
            // An exception would end the schedule.
            log.error("Could not follow the champions", unexpected);
        }
    }

    private void follow(Champion alias) {
        if (following.isServed(alias)) {
            following.serves(alias);
        } else if (!following.rests(alias, clock.instant())) {
            replace(alias);
        }
    }

    private void replace(Champion alias) {
        try {
            registry.find(alias.model(), alias.version());
            served.open(alias.model(), alias.version()).join();
        } catch (BundleUnavailableException passing) {
            log.warn("Could not follow to {}", alias.modelVersion(), passing);
            following.failed(
                    alias, String.valueOf(passing.getMessage()), clock.instant().plus(REST));
            return;
        } catch (UnreadableBundleException | UnknownModelException lasting) {
            reject(alias, lasting);
            return;
        } catch (CompletionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            if (!(cause instanceof NotReadyException)) {
                reject(alias, cause);
            }
            return;
        }
        swap(alias);
    }

    private void swap(Champion alias) {
        Integer deposed = following.champions().get(alias.model());
        registry.promote(alias.model(), alias.version());
        following.serves(alias);
        if (deposed != null) {
            log.info("{} answers instead of version {}", alias.modelVersion(), deposed);
            // Waited for: promotions in a row must not pile up engines.
            served.retire(alias.model(), deposed).join();
            registry.forget(alias.model(), deposed);
        }
    }

    private void reject(Champion alias, Throwable cause) {
        String reason = alias.modelVersion() + " cannot be served: " + innermostMessage(cause);
        log.error("Not following to {}", alias.modelVersion(), cause);
        registry.forget(alias.model(), alias.version());
        rejections(alias.model()).increment();
        champions.reject(alias, reason);
        following.failed(alias, reason, null);
    }

    private Counter rejections(String model) {
        return meters.counter("sentiment.champion.rejected", "model", model);
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

    private static String innermostMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof UnreadableBundleException)) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() + "." : cause.getMessage();
    }
}

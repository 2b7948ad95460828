package io.sentiment.prediction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sentiment.model.Champion;
import io.sentiment.model.Champions;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.VersionSource;
import io.sentiment.model.VersionSource.BundleUnavailableException;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.UnreadableBundleException;
import io.sentiment.prediction.LiveChampions.Live;
import io.sentiment.prediction.batch.UnavailableException.NotReadyException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one champion answer: reads, verifies and warms it beside the old one, then lets it take that one's place, and
 * closes the old engine after its last answer. One that cannot be read or warmed stays out, and its alias returns. For
 * one thread at a time, because champions change one after the other, and each at the cost of one more engine; the
 * troubles are for any thread.
 */
final class ChampionSwap {

    private static final Logger LOG = LoggerFactory.getLogger(ChampionSwap.class);

    /** After a fault of this machine, such as a full disk, which may pass. */
    private static final Duration REST = Duration.ofSeconds(5);

    private final Champions champions;
    private final VersionSource source;
    private final OpenVersions versions;
    private final LiveChampions live;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

    ChampionSwap(
            Champions champions,
            VersionSource source,
            OpenVersions versions,
            LiveChampions live,
            MeterRegistry meters,
            Clock clock) {
        this.champions = champions;
        this.source = source;
        this.versions = versions;
        this.live = live;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Reads the files of a champion, which can be described from then on. It gives way to the one before if they cannot
     * be read, and to the one after if there is one by now.
     *
     * @throws UnreadableBundleException if those of the other cannot be read either
     */
    void read(Champion alias) {
        try {
            live.replace(new Live(alias, bundle(alias), null));
        } catch (UnreadableBundleException | UnknownModelException refused) {
            reject(alias, refused);
            Champion other = champions.find(alias.model()).orElse(alias);
            if (isSame(other, alias)) {
                throw refused;
            }
            read(other);
        }
    }

    /** Follows an alias, unless it is followed already or has failed and rests. */
    void follow(Champion alias) {
        Live present = live.snapshot().find(alias.model());
        if (present != null && present.version() != null && present.alias().version() == alias.version()) {
            live.replace(new Live(alias, present.bundle(), present.version()));
            troubles.remove(alias.model());
        } else if (!rests(alias)) {
            replace(alias);
        }
    }

    /** How many champions of a model were left out. */
    Counter rejections(String model) {
        return meters.counter("sentiment.champion.rejected", "model", model);
    }

    /** What keeps this process from serving the champion of a model; null if nothing does. */
    @Nullable
    Trouble trouble(String model) {
        return troubles.get(model);
    }

    /** All troubles by the names of the models. */
    Map<String, Trouble> troubles() {
        return Map.copyOf(troubles);
    }

    private void replace(Champion alias) {
        Live champion;
        try {
            ModelBundle bundle = bundle(alias);
            champion = new Live(alias, bundle, versions.keep(bundle).join());
        } catch (BundleUnavailableException passing) {
            LOG.warn("Could not follow to {}", alias.modelVersion(), passing);
            troubles.put(
                    alias.model(),
                    new Trouble(
                            alias,
                            String.valueOf(passing.getMessage()),
                            clock.instant().plus(REST)));
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
        swap(champion);
    }

    private void swap(Live champion) {
        Live deposed = live.snapshot().find(champion.model());
        live.replace(champion);
        troubles.remove(champion.model());
        if (deposed != null && deposed.version() != null) {
            LOG.info(
                    "{} answers instead of version {}",
                    champion.alias().modelVersion(),
                    deposed.alias().version());
            // Waited for: promotions in a row must not pile up engines.
            versions.close(deposed.alias().modelVersion()).join();
        }
    }

    /** Leaves a champion out for good, and returns its alias, unless it is champion no more: it may even be deleted. */
    private void reject(Champion alias, Throwable cause) {
        String reason = alias.modelVersion() + " cannot be served: " + innermostMessage(cause);
        if (!champions.reject(alias, reason) && isOvertaken(alias)) {
            LOG.info("{} was champion no more before it could be served", alias.modelVersion());
            return;
        }
        LOG.error("Not following to {}", alias.modelVersion(), cause);
        rejections(alias.model()).increment();
        troubles.put(alias.model(), new Trouble(alias, reason, null));
    }

    private boolean isOvertaken(Champion alias) {
        return champions.find(alias.model()).filter(now -> !isSame(now, alias)).isPresent();
    }

    /** Whether it is the same promotion: a version may be champion more than once. */
    private static boolean isSame(Champion one, Champion other) {
        return one.version() == other.version() && one.changedAt().equals(other.changedAt());
    }

    private ModelBundle bundle(Champion alias) {
        Live present = live.snapshot().find(alias.model());
        return present != null && present.alias().version() == alias.version()
                ? present.bundle()
                : source.open(alias.modelVersion());
    }

    /** Whether that very alias has failed and had better rest. */
    private boolean rests(Champion alias) {
        Trouble trouble = troubles.get(alias.model());
        return trouble != null
                && trouble.alias.equals(alias)
                && (trouble.retryAt == null || clock.instant().isBefore(trouble.retryAt));
    }

    private static String innermostMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof UnreadableBundleException)) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() + "." : cause.getMessage();
    }

    /**
     * Why this process does not follow an alias.
     *
     * @param reason one sentence
     * @param retryAt when to try again; null: not before the alias changes
     */
    record Trouble(Champion alias, String reason, @Nullable Instant retryAt) {

        /** Whether the alias has been left out for good. */
        boolean isLasting() {
            return retryAt == null;
        }
    }
}

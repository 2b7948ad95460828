package io.sentiment.prediction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sentiment.model.BundleUnavailableException;
import io.sentiment.model.Champion;
import io.sentiment.model.Champions;
import io.sentiment.model.ModelRegistry;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.bundle.UnreadableBundleException;
import io.sentiment.prediction.batch.NotReadyException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one champion answer: reads, verifies and warms it beside the old one, then lets it take that one's place, and
 * closes the old engine after its last answer. One that cannot be read or warmed stays out, and its alias returns. For
 * one thread at a time: champions change one after the other, and each at the cost of one more engine.
 */
final class ChampionSwap {

    private static final Logger LOG = LoggerFactory.getLogger(ChampionSwap.class);

    /** After a fault of this machine, such as a full disk, which may pass. */
    private static final Duration REST = Duration.ofSeconds(5);

    private final Champions champions;
    private final ModelRegistry registry;
    private final ServedModels served;
    private final Following following;
    private final MeterRegistry meters;
    private final Clock clock;

    ChampionSwap(
            Champions champions,
            ModelRegistry registry,
            ServedModels served,
            Following following,
            MeterRegistry meters,
            Clock clock) {
        this.champions = champions;
        this.registry = registry;
        this.served = served;
        this.following = following;
        this.meters = meters;
        this.clock = clock;
    }

    /** Follows an alias, unless it is followed already or has failed and rests. */
    void follow(Champion alias) {
        if (following.isServed(alias)) {
            following.serves(alias);
        } else if (!following.rests(alias, clock.instant())) {
            replace(alias);
        }
    }

    /** Leaves a champion out for good, and returns its alias. */
    void reject(Champion alias, Throwable cause) {
        String reason = alias.modelVersion() + " cannot be served: " + innermostMessage(cause);
        LOG.error("Not following to {}", alias.modelVersion(), cause);
        registry.forget(alias.model(), alias.version());
        rejections(alias.model()).increment();
        champions.reject(alias, reason);
        following.rejected(alias, reason);
    }

    /** How many champions of a model were left out. */
    Counter rejections(String model) {
        return meters.counter("sentiment.champion.rejected", "model", model);
    }

    private void replace(Champion alias) {
        try {
            registry.find(alias.model(), alias.version());
            served.open(alias.model(), alias.version()).join();
        } catch (BundleUnavailableException passing) {
            LOG.warn("Could not follow to {}", alias.modelVersion(), passing);
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
            LOG.info("{} answers instead of version {}", alias.modelVersion(), deposed);
            // Waited for: promotions in a row must not pile up engines.
            served.retire(alias.model(), deposed).join();
            registry.forget(alias.model(), deposed);
        }
    }

    private static String innermostMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof UnreadableBundleException)) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() + "." : cause.getMessage();
    }
}

package io.sentiment.prediction;

import io.sentiment.concurrent.DaemonExecutors;
import io.sentiment.model.BundleCache;
import io.sentiment.model.ShippedBundles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads and opens the champions on a thread of its own, while the rest of the service starts on another. The web server listens
 * once all champions are known, so that nobody is told that there is no such model; readiness waits until they are open.
 * Thread-safe.
 */
final class ChampionStart implements SmartLifecycle, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChampionStart.class);

    /** Before the web server, whose phase is near the end. */
    private static final int PHASE = 0;

    private final Predictor predictor;
    private final ExecutorService executor = DaemonExecutors.single("champion-start");
    private final CompletableFuture<@Nullable Void> known;
    private final CompletableFuture<@Nullable Void> open;
    private volatile boolean running;

    /**
     * Begins at once.
     *
     * @param serves whether this process is to open the champions
     */
    ChampionStart(
            ModelsProperties models,
            boolean serves,
            ShippedBundles shipped,
            BundleCache bundles,
            AliasFollower follower,
            LiveChampions live,
            Predictor predictor) {
        this.predictor = predictor;
        known = CompletableFuture.runAsync(
                () -> {
                    store(shipped, models);
                    bundles.refresh();
                    follower.readChampions();
                },
                executor);
        open = known.thenRunAsync(
                () -> {
                    if (serves) {
                        follower.start(models.followInterval());
                    } else {
                        live.leaveClosed();
                    }
                },
                executor);
    }

    private static void store(ShippedBundles shipped, ModelsProperties models) {
        try {
            shipped.store(models.location());
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of the models cannot be read.", e);
        }
    }

    /** Returns when all champions are known. Throws what kept one from being read. */
    @Override
    public void start() {
        join(known);
        predictor.requireDefault();
        running = true;
    }

    /** Returns when all champions are open, if this process is to open them. Throws what kept one from being opened. */
    void awaitOpen() {
        join(open);
    }

    private static void join(CompletableFuture<@Nullable Void> step) {
        try {
            step.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Waits for what has begun, because it uses what is closed after this. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("The champions were still being opened when the service stopped");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

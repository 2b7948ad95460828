package io.sentiment.inspection.web;

import io.sentiment.concurrent.DaemonExecutors;
import io.sentiment.inspection.TextExplainer;
import io.sentiment.inspection.TextTracer;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.NetworkWeights;
import io.sentiment.prediction.ServedVersion.Request;
import io.sentiment.prediction.batch.Batcher.PredictionFailedException;
import io.sentiment.prediction.batch.UnavailableException.NotReadyException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The weights of the versions that clients look into, each read when it is first asked for. At most so many are held; one
 * that gives way is released when the last request that looks into it has its answer. Thread-safe.
 */
final class InspectedVersions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InspectedVersions.class);

    private final int most;

    /** In the order of their last use. */
    private final Map<ModelVersion, Held> held = new LinkedHashMap<>();

    // One thread, so that versions which are asked for together take memory one after the other.
    private final ExecutorService loader = DaemonExecutors.single("inspection-loader");

    InspectedVersions(int most) {
        this.most = most;
    }

    /**
     * The weights of a version, for as long as a request waits for its answer.
     *
     * @return fails with {@link PredictionFailedException} if they cannot be read, with {@link NotReadyException} when the
     *     service stops
     */
    CompletableFuture<Weights> of(ModelBundle bundle, Request request) {
        Held weights;
        boolean isNew;
        synchronized (held) {
            Held present = held.remove(bundle.version());
            isNew = present == null;
            weights = present == null ? new Held() : present;
            held.put(bundle.version(), weights);
            weights.users++;
            for (Iterator<Held> eldest = held.values().iterator(); held.size() > most; ) {
                giveWay(eldest.next());
                eldest.remove();
            }
        }
        var unused = request.answer().whenComplete((answer, failure) -> leave(weights));
        if (isNew) {
            try {
                loader.execute(() -> read(bundle, weights));
            } catch (RejectedExecutionException stopped) {
                fail(bundle, weights, new NotReadyException("The service is stopping."));
            }
        }
        return weights.loaded;
    }

    /** Releases all of them, those that are looked into as soon as the requests have their answers. */
    @Override
    public void close() {
        loader.shutdown();
        synchronized (held) {
            held.values().forEach(InspectedVersions::giveWay);
            held.clear();
        }
    }

    private void read(ModelBundle bundle, Held weights) {
        try {
            weights.loaded.complete(Weights.of(bundle));
        } catch (Throwable failure) {
            // Also an OutOfMemoryError: whoever waits must learn of it, and the next request may try again.
            LOG.error("Could not read the weights of {}", bundle.version(), failure);
            fail(
                    bundle,
                    weights,
                    new PredictionFailedException("Could not read the weights of " + bundle.version() + ".", failure));
        }
    }

    private void fail(ModelBundle bundle, Held weights, RuntimeException reason) {
        synchronized (held) {
            held.remove(bundle.version(), weights);
        }
        weights.loaded.completeExceptionally(reason);
    }

    private void leave(Held weights) {
        synchronized (held) {
            weights.users--;
            releaseIfUnused(weights);
        }
    }

    /** Under the lock. */
    private static void giveWay(Held weights) {
        weights.gaveWay = true;
        releaseIfUnused(weights);
    }

    private static void releaseIfUnused(Held weights) {
        if (weights.gaveWay && weights.users == 0) {
            var unused = weights.loaded.thenAccept(Weights::close);
        }
    }

    /** The weights of one version, and how many requests look into them. The lock of the outer class guards what changes. */
    private static final class Held {

        private final CompletableFuture<Weights> loaded = new CompletableFuture<>();
        private int users;
        private boolean gaveWay;
    }

    /** What looks into one version. */
    record Weights(TextTracer tracer, TextExplainer explainer) implements AutoCloseable {

        static Weights of(ModelBundle bundle) {
            NetworkWeights weights = bundle.readWeights();
            return new Weights(new TextTracer(bundle, weights), new TextExplainer(bundle, weights));
        }

        @Override
        public void close() {
            explainer.close();
        }
    }
}

package io.sentiment.inspection.web;

import io.sentiment.concurrent.DaemonExecutors;
import io.sentiment.inspection.TextExplainer;
import io.sentiment.inspection.TextTracer;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
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
 * The weights of the versions that clients look into, in the memory of Java, each read when it is first asked for. At most
 * so many are held; one that gives way is freed when nobody looks into it any more. Thread-safe.
 */
final class InspectedVersions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InspectedVersions.class);

    private final int most;

    /** In the order of their last use. */
    private final Map<ModelVersion, CompletableFuture<Weights>> held = new LinkedHashMap<>();

    // One thread, so that versions which are asked for together take memory one after the other.
    private final ExecutorService loader = DaemonExecutors.single("inspection-loader");

    InspectedVersions(int most) {
        this.most = most;
    }

    /**
     * The weights of a version.
     *
     * @return fails with {@link PredictionFailedException} if they cannot be read, with {@link NotReadyException} when the
     *     service stops
     */
    CompletableFuture<Weights> of(ModelBundle bundle) {
        CompletableFuture<Weights> weights = new CompletableFuture<>();
        synchronized (held) {
            CompletableFuture<Weights> present = held.remove(bundle.version());
            held.put(bundle.version(), present == null ? weights : present);
            for (Iterator<ModelVersion> eldest = held.keySet().iterator(); held.size() > most; ) {
                eldest.next();
                eldest.remove();
            }
            if (present != null) {
                return present;
            }
        }
        try {
            loader.execute(() -> read(bundle, weights));
        } catch (RejectedExecutionException stopped) {
            fail(bundle, weights, new NotReadyException("The service is stopping."));
        }
        return weights;
    }

    @Override
    public void close() {
        loader.shutdownNow();
    }

    private void read(ModelBundle bundle, CompletableFuture<Weights> weights) {
        try {
            weights.complete(Weights.of(bundle));
        } catch (Throwable failure) {
            // Also an OutOfMemoryError: whoever waits must learn of it, and the next request may try again.
            LOG.error("Could not read the weights of {}", bundle.version(), failure);
            fail(
                    bundle,
                    weights,
                    new PredictionFailedException("Could not read the weights of " + bundle.version() + ".", failure));
        }
    }

    private void fail(ModelBundle bundle, CompletableFuture<Weights> weights, RuntimeException reason) {
        synchronized (held) {
            held.remove(bundle.version(), weights);
        }
        weights.completeExceptionally(reason);
    }

    /** What looks into one version. */
    record Weights(TextTracer tracer, TextExplainer explainer) {

        static Weights of(ModelBundle bundle) {
            return new Weights(new TextTracer(bundle), new TextExplainer(bundle));
        }
    }
}

package io.sentiment.prediction;

import io.sentiment.model.BundleUnavailableException;
import io.sentiment.model.ModelRegistry;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.UnreadableBundleException;
import io.sentiment.prediction.batch.NotReadyException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Gets versions that clients ask for by number. What is not in memory may have to come from the database, on a thread of
 * its own: a database that does not answer must keep neither the threads of clients nor that which opens champions.
 * Thread-safe.
 */
final class BundleFetcher implements AutoCloseable {

    private final ModelRegistry registry;
    private final ConcurrentMap<ModelVersion, CompletableFuture<ModelBundle>> fetching = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "bundle-fetcher");
        thread.setDaemon(true);
        return thread;
    });

    BundleFetcher(ModelRegistry registry) {
        this.registry = registry;
    }

    /**
     * One version; fails with {@link UnreadableBundleException}, {@link BundleUnavailableException} or
     * {@link NotReadyException}.
     *
     * @throws UnknownModelException if there is no such model or version
     */
    CompletableFuture<ModelBundle> fetch(String model, int version) {
        Optional<ModelBundle> present = registry.findInMemory(model, version);
        if (present.isPresent()) {
            return CompletableFuture.completedFuture(present.get());
        }
        registry.requireKnown(model, version);
        ModelVersion key = new ModelVersion(model, version);
        CompletableFuture<ModelBundle> created = new CompletableFuture<>();
        CompletableFuture<ModelBundle> earlier = fetching.putIfAbsent(key, created);
        if (earlier != null) {
            return earlier;
        }
        var unused = created.whenComplete((bundle, failure) -> fetching.remove(key, created));
        try {
            executor.execute(() -> find(key, created));
        } catch (RejectedExecutionException stopped) {
            created.completeExceptionally(new NotReadyException("The service is stopping."));
        }
        return created;
    }

    /** Gives up what is being fetched. */
    @Override
    public void close() {
        executor.shutdownNow();
        fetching.values()
                .forEach(fetched -> fetched.completeExceptionally(new NotReadyException("The service is stopping.")));
    }

    private void find(ModelVersion version, CompletableFuture<ModelBundle> result) {
        try {
            result.complete(registry.find(version.model(), version.version()));
        } catch (RuntimeException | Error failure) {
            result.completeExceptionally(failure);
        }
    }
}

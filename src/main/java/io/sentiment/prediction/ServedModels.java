package io.sentiment.prediction;

import io.sentiment.model.ModelRegistry;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.NetworkSummary;
import io.sentiment.prediction.batch.NotReadyException;
import io.sentiment.prediction.batch.PredictionFailedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions whose engines run. Champions are opened at start; any other version is opened when it is asked for by its
 * number, and stays open until others that are asked for take its place. Thread-safe.
 */
public final class ServedModels implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServedModels.class);

    private final ModelRegistry registry;
    private final VersionOpener opener;
    private final VersionsByNumber byNumber;
    private final ConcurrentMap<ModelVersion, CompletableFuture<ServedVersion>> versions = new ConcurrentHashMap<>();

    // One thread, because opening takes memory and all cores: versions that are asked for together take turns.
    private final ExecutorService loader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "model-loader");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean ready;
    private volatile boolean leftClosed;
    private volatile boolean closed;

    ServedModels(ModelRegistry registry, VersionOpener opener, VersionsByNumber byNumber) {
        this.registry = registry;
        this.opener = opener;
        this.byNumber = byNumber;
    }

    /**
     * Opens the champion of every model that is not open yet, waits for them and from then on serves.
     *
     * @throws PredictionFailedException if one does not open or does not answer
     */
    public void start() {
        List<ModelBundle> champions =
                registry.models().stream().map(registry::champion).toList();
        List<CompletableFuture<ServedVersion>> opening =
                champions.stream().map(champion -> version(champion, true)).toList();
        try {
            opening.forEach(CompletableFuture::join);
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof PredictionFailedException cause ? cause : failure;
        }
        ready = true;
    }

    /** Opens no champion: this replica is not there to serve, and says so. */
    void leaveClosed() {
        leftClosed = true;
    }

    /**
     * Opens a version and warms it up, so that it can become champion without anybody waiting.
     *
     * @return completes when the version answers, or fails with {@link PredictionFailedException}
     * @throws UnknownModelException if the registry does not have it
     */
    public CompletableFuture<Void> open(String model, int version) {
        byNumber.remove(new ModelVersion(model, version));
        return running(registry.find(model, version), false).thenAccept(opened -> {});
    }

    /**
     * Stops a version that nobody should ask for any more, once it has answered what it accepted. Takes its turn with
     * what is opened, so that a version which is asked for again finds the memory and the metrics of its former self
     * released.
     *
     * @return completes when the engine is closed
     */
    public CompletableFuture<Void> retire(String model, int version) {
        byNumber.remove(new ModelVersion(model, version));
        CompletableFuture<ServedVersion> retired = versions.remove(new ModelVersion(model, version));
        return retired == null
                ? CompletableFuture.completedFuture(null)
                : retired.thenAcceptAsync(ServedVersion::close, this::onLoader);
    }

    private void onLoader(Runnable closing) {
        try {
            loader.execute(closing);
        } catch (RejectedExecutionException stopped) {
            closing.run();
        }
    }

    /**
     * Layers and parameters of the champion, counted once, when it was opened.
     *
     * @throws UnknownModelException if there is no such model
     * @throws NotReadyException before {@link #start} has finished
     */
    public CompletableFuture<NetworkSummary> summary(String model) {
        ModelBundle champion = registry.champion(model);
        requireReady();
        return version(champion, true).thenApply(ServedVersion::summary);
    }

    /** Whether everything stops, not only one version. */
    boolean closed() {
        return closed;
    }

    /** @throws NotReadyException before {@link #start} has finished and after {@link #close} */
    void requireReady() {
        if (closed) {
            throw new NotReadyException("The service is stopping.");
        }
        if (leftClosed) {
            throw new NotReadyException("This replica answers no predictions: sentiment.roles leaves serve out.");
        }
        if (!ready) {
            throw new NotReadyException("The models are still being loaded.");
        }
    }

    /**
     * The running version of a bundle, opened if need be; fails with {@link PredictionFailedException}, and when a
     * version was chosen as champion and is so no more, with {@link NotReadyException}.
     *
     * @param asChampion whether it is only asked for because it was the champion
     */
    CompletableFuture<ServedVersion> version(ModelBundle bundle, boolean asChampion) {
        if (!asChampion && !registry.isChampion(bundle.version())) {
            byNumber.use(bundle.version()).forEach(this::giveWay);
        }
        return running(bundle, asChampion);
    }

    /** Lets every version answer what it accepted, and releases all engines. */
    @Override
    public void close() {
        closed = true;
        loader.shutdown();
        try {
            // A version that is being opened is waited for: its engine is closed like the others.
            if (!loader.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("A model was still being loaded when the service stopped");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        versions.values().forEach(version -> {
            var unused = version.thenAccept(ServedVersion::close);
        });
    }

    private CompletableFuture<ServedVersion> running(ModelBundle bundle, boolean asChampion) {
        CompletableFuture<ServedVersion> created = new CompletableFuture<>();
        // In one step with the choice, which a swap may change meanwhile: a champion that was deposed and retired since
        // it was chosen must not be opened again, to stay open for nobody, and whoever opens it on purpose must not get
        // what this caller gives up.
        CompletableFuture<ServedVersion> running = versions.compute(
                bundle.version(),
                (version, present) -> present == null && !(asChampion && isDeposed(bundle)) ? created : present);
        if (running == null) {
            return CompletableFuture.failedFuture(new NotReadyException("The model has another champion now."));
        }
        if (running == created) {
            load(bundle, created);
        }
        return running;
    }

    private boolean isDeposed(ModelBundle bundle) {
        return registry.champion(bundle.version().model()) != bundle;
    }

    private void load(ModelBundle bundle, CompletableFuture<ServedVersion> created) {
        try {
            loader.execute(() -> open(bundle, created));
        } catch (RejectedExecutionException stopped) {
            versions.remove(bundle.version(), created);
            created.completeExceptionally(new NotReadyException("The service is stopping."));
        }
    }

    private void giveWay(ModelVersion surplus) {
        if (!registry.isChampion(surplus)) {
            LOG.info("Closing {}: others were asked for since", surplus);
            var unused = retire(surplus.model(), surplus.version());
            registry.forget(surplus.model(), surplus.version());
        }
    }

    private void open(ModelBundle bundle, CompletableFuture<ServedVersion> created) {
        try {
            created.complete(opener.open(bundle));
            LOG.info("Serving {}", bundle.version());
        } catch (Throwable failure) {
            // Also an OutOfMemoryError: whoever waits must learn of it, and the next request may try again.
            LOG.error("Could not open {}", bundle.version(), failure);
            versions.remove(bundle.version(), created);
            created.completeExceptionally(
                    new PredictionFailedException("Could not open " + bundle.version() + ".", failure));
        }
    }
}

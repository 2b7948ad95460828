package io.sentiment.prediction;

import io.sentiment.concurrent.DaemonExecutors;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.VersionSource;
import io.sentiment.model.VersionSource.BundleUnavailableException;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.UnreadableBundleException;
import io.sentiment.prediction.batch.Batcher.PredictionFailedException;
import io.sentiment.prediction.batch.UnavailableException.NotReadyException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions whose engines run, and the owner of these. One that is kept stays open until it is closed; one that
 * clients ask for by its number stays open until others that are asked for take its place. Thread-safe.
 */
final class OpenVersions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenVersions.class);

    private final VersionSource source;
    private final ServedVersion.Opener opener;
    private final VersionsByNumber byNumber;
    private final Map<ModelVersion, Opening> openings = new HashMap<>();

    // A thread of its own: a database that does not answer must keep neither the threads of clients nor the loader.
    private final ExecutorService fetcher = DaemonExecutors.single("bundle-fetcher");

    // One thread, because opening takes memory and all cores: versions that are asked for together take turns.
    private final ExecutorService loader = DaemonExecutors.single("model-loader");

    OpenVersions(VersionSource source, ServedVersion.Opener opener, VersionsByNumber byNumber) {
        this.source = source;
        this.opener = opener;
        this.byNumber = byNumber;
    }

    /**
     * A version that a client asks for by its number, fetched and opened if need be.
     *
     * @return fails with {@link UnknownModelException}, {@link UnreadableBundleException},
     *     {@link BundleUnavailableException}, {@link PredictionFailedException} or {@link NotReadyException}
     */
    CompletableFuture<ServedVersion> byNumber(ModelVersion version) {
        Opening created = new Opening();
        Opening present;
        Map<ModelVersion, Opening> surplus = Map.of();
        synchronized (this) {
            present = openings.putIfAbsent(version, created);
            if (present != null && present.loading && !present.kept) {
                surplus = use(version);
            }
        }
        surplus.forEach(this::giveWay);
        if (present != null) {
            return present.result;
        }
        try {
            fetcher.execute(() -> fetch(version, created));
        } catch (RejectedExecutionException stopped) {
            fail(version, created, new NotReadyException("The service is stopping."));
        }
        return created.result;
    }

    /**
     * Opens a version and warms it up, so that it can become champion without anybody waiting. It stays open until it is
     * closed. If it is open by its number, that engine is it.
     *
     * @return fails with {@link UnknownModelException} if it has been deleted meanwhile, with
     *     {@link PredictionFailedException} or {@link NotReadyException}
     */
    CompletableFuture<ServedVersion> keep(ModelBundle bundle) {
        Opening opening;
        synchronized (this) {
            byNumber.remove(bundle.version());
            opening = openings.computeIfAbsent(bundle.version(), version -> new Opening());
            opening.kept = true;
            if (opening.loading) {
                return opening.result;
            }
            opening.loading = true;
        }
        load(bundle, opening);
        return opening.result;
    }

    /**
     * Stops a version that nobody should ask for any more, once it has answered what it accepted. Takes its turn with
     * what is opened, so that a version which is asked for again finds the memory and the metrics of its former self
     * released.
     *
     * @return completes when the engine is closed
     */
    CompletableFuture<@Nullable Void> close(ModelVersion version) {
        Opening opening;
        synchronized (this) {
            byNumber.remove(version);
            opening = openings.remove(version);
        }
        return opening == null ? CompletableFuture.completedFuture(null) : closeWhenOpen(opening);
    }

    /** The versions that are open or being opened. */
    synchronized Set<ModelVersion> all() {
        return Set.copyOf(openings.keySet());
    }

    /** Lets every version answer what it accepted, and releases all engines. */
    @Override
    public void close() {
        fetcher.shutdownNow();
        loader.shutdown();
        List<Opening> unfetched;
        List<Opening> all;
        synchronized (this) {
            all = List.copyOf(openings.values());
            unfetched = all.stream().filter(opening -> !opening.loading).toList();
            unfetched.forEach(opening -> opening.loading = true);
        }
        unfetched.forEach(
                opening -> opening.result.completeExceptionally(new NotReadyException("The service is stopping.")));
        try {
            // A version that is being opened is waited for: its engine is closed like the others.
            if (!loader.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("A model was still being loaded when the service stopped");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        all.forEach(opening -> {
            var unused = opening.result.handle(OpenVersions::close);
        });
    }

    private static @Nullable Void close(@Nullable ServedVersion opened, @Nullable Throwable failure) {
        if (opened != null) {
            opened.close();
        }
        return null;
    }

    private void onLoader(Runnable closing) {
        try {
            loader.execute(closing);
        } catch (RejectedExecutionException stopped) {
            closing.run();
        }
    }

    /** Under the lock: what gives way is open for its number alone, and nobody can keep it any more. */
    private Map<ModelVersion, Opening> use(ModelVersion version) {
        Map<ModelVersion, Opening> surplus = new HashMap<>();
        for (ModelVersion eldest : byNumber.use(version)) {
            Opening opening = openings.remove(eldest);
            if (opening != null) {
                surplus.put(eldest, opening);
            }
        }
        return surplus;
    }

    private void giveWay(ModelVersion surplus, Opening opening) {
        LOG.info("Closing {}: others were asked for since", surplus);
        var unused = closeWhenOpen(opening);
    }

    private CompletableFuture<@Nullable Void> closeWhenOpen(Opening opening) {
        return opening.result.handleAsync(OpenVersions::close, this::onLoader);
    }

    private void fetch(ModelVersion version, Opening opening) {
        ModelBundle bundle;
        try {
            bundle = source.open(version);
        } catch (RuntimeException | Error failure) {
            synchronized (this) {
                if (opening.loading) {
                    return; // The bundle has come from elsewhere.
                }
            }
            fail(version, opening, failure);
            return;
        }
        Map<ModelVersion, Opening> surplus;
        synchronized (this) {
            if (opening.loading) {
                return;
            }
            opening.loading = true;
            surplus = openings.get(version) == opening ? use(version) : Map.of();
        }
        surplus.forEach(this::giveWay);
        load(bundle, opening);
    }

    private void load(ModelBundle bundle, Opening opening) {
        try {
            loader.execute(() -> open(bundle, opening));
        } catch (RejectedExecutionException stopped) {
            fail(bundle.version(), opening, new NotReadyException("The service is stopping."));
        }
    }

    private void open(ModelBundle bundle, Opening opening) {
        try {
            opening.result.complete(opener.open(bundle));
            LOG.info("Serving {}", bundle.version());
        } catch (Throwable failure) {
            // Also an OutOfMemoryError: whoever waits must learn of it, and the next request may try again.
            fail(bundle.version(), opening, told(bundle.version(), failure));
        }
    }

    /** The files of a version that has been deleted may go while it is opened. */
    private RuntimeException told(ModelVersion version, Throwable failure) {
        if (!source.versions().contains(version)) {
            return new UnknownModelException(version.model(), version.version());
        }
        LOG.error("Could not open {}", version, failure);
        return new PredictionFailedException("Could not open " + version + ".", failure);
    }

    private void fail(ModelVersion version, Opening opening, Throwable failure) {
        synchronized (this) {
            if (openings.remove(version, opening)) {
                byNumber.remove(version);
            }
        }
        opening.result.completeExceptionally(failure);
    }

    /** A version on its way to answering. The lock of the outer class guards what changes. */
    private static final class Opening {

        private final CompletableFuture<ServedVersion> result = new CompletableFuture<>();

        /** Its bundle is there, and the loader has it or will have it. */
        private boolean loading;

        /** It is open for another reason than its number. */
        private boolean kept;
    }
}

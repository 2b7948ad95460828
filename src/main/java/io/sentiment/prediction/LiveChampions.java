package io.sentiment.prediction;

import io.sentiment.model.Champion;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.VersionSource;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.network.NetworkSummary;
import io.sentiment.prediction.batch.UnavailableException.NotReadyException;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for each model in this process, and whether it answers yet. The one place that knows: routing, readiness,
 * health and the descriptions of models all read a {@link Snapshot} of it. The database decides; {@link ChampionSwap}
 * brings here what it says, once the version is open. Thread-safe.
 */
public final class LiveChampions implements AutoCloseable {

    private final VersionSource source;
    private final AtomicReference<Snapshot> present =
            new AtomicReference<>(new Snapshot(State.LOADING, new TreeMap<>()));

    /** @param source tells a model without a champion from one that nobody knows */
    LiveChampions(VersionSource source) {
        this.source = source;
    }

    /** The names of all models that have a champion, sorted. */
    public List<String> models() {
        return snapshot().all().stream().map(Live::model).toList();
    }

    /**
     * The manifest of the version that answers for a model.
     *
     * @throws UnknownModelException if there is no such model, or it has no champion
     */
    public ModelManifest manifest(String model) {
        return champion(snapshot(), model).bundle().manifest();
    }

    /**
     * Layers and parameters of the version that answers for a model.
     *
     * @throws UnknownModelException if there is no such model, or it has no champion
     * @throws NotReadyException if this process does not answer, or not yet, or no more
     */
    public NetworkSummary summary(String model) {
        Snapshot now = snapshot();
        Live champion = champion(now, model);
        now.requireReady();
        return champion.running().summary();
    }

    /** What holds at this moment, for whoever asks more than one question. */
    Snapshot snapshot() {
        return Objects.requireNonNull(present.get());
    }

    /**
     * The champion of a model in a snapshot.
     *
     * @throws UnknownModelException if there is no such model, or it has no champion
     */
    Live champion(Snapshot snapshot, String model) {
        Live champion = snapshot.find(model);
        if (champion == null) {
            source.numbers(model);
            throw UnknownModelException.withoutChampion(model);
        }
        return champion;
    }

    /** Whether the champion of a model is open in this process. */
    boolean isOpen(String model) {
        Live champion = snapshot().find(model);
        return champion != null && champion.version() != null;
    }

    /** A champion takes the place of the one before. */
    void replace(Live champion) {
        change(now -> now.with(champion));
    }

    /**
     * From now on the champions answer.
     *
     * @throws IllegalStateException if one of them is not open
     */
    void serve() {
        change(now -> now.state == State.LOADING ? now.in(State.SERVING) : now);
    }

    /** This replica is not there to serve, and says so. */
    void leaveClosed() {
        change(now -> now.in(State.LEFT_CLOSED));
    }

    /** From now on nobody answers; the engines may be closed. */
    @Override
    public void close() {
        change(now -> now.in(State.STOPPING));
    }

    private void change(UnaryOperator<Snapshot> change) {
        present.updateAndGet(change);
    }

    /**
     * The champion of one model. Immutable.
     *
     * @param alias as the database has it
     * @param bundle the files of the version
     * @param version the version, open and warm; null as long as this process does not serve
     */
    record Live(
            Champion alias, ModelBundle bundle, @Nullable ServedVersion version) {

        /** @throws IllegalArgumentException if the files are those of another version than the alias names */
        Live {
            if (!bundle.version().equals(alias.modelVersion())) {
                throw new IllegalArgumentException(bundle.version() + " is not " + alias.modelVersion() + ".");
            }
        }

        String model() {
            return alias.model();
        }

        ServedVersion running() {
            return Objects.requireNonNull(version, "A champion of a process that serves is open.");
        }
    }

    private enum State {
        LOADING("The models are still being loaded."),
        SERVING(""),
        LEFT_CLOSED("This replica answers no predictions: sentiment.roles leaves serve out."),
        STOPPING("The service is stopping.");

        private final String reason;

        State(String reason) {
            this.reason = reason;
        }
    }

    /** All champions at one moment. Immutable. */
    static final class Snapshot {

        private final State state;
        private final NavigableMap<String, Live> champions;

        private Snapshot(State state, NavigableMap<String, Live> champions) {
            if (state == State.SERVING && champions.values().stream().anyMatch(live -> live.version() == null)) {
                throw new IllegalStateException("A process that serves has opened all its champions.");
            }
            this.state = state;
            this.champions = champions;
        }

        /** The champions, by the names of their models. */
        Collection<Live> all() {
            return champions.values();
        }

        @Nullable
        Live find(String model) {
            return champions.get(model);
        }

        boolean isServing() {
            return state == State.SERVING;
        }

        /** @throws NotReadyException if this process does not answer, or not yet, or no more */
        void requireReady() {
            if (state != State.SERVING) {
                throw new NotReadyException(state.reason);
            }
        }

        private Snapshot with(Live champion) {
            NavigableMap<String, Live> changed = new TreeMap<>(champions);
            changed.put(champion.model(), champion);
            return new Snapshot(state, changed);
        }

        private Snapshot in(State other) {
            return new Snapshot(other, champions);
        }
    }
}

package io.sentiment.prediction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sentiment.model.bundle.ModelVersion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Versions that are open only because clients ask for them by their number, in the order of their last use. There are
 * at most so many of them; each may take as much memory as a champion. Thread-safe.
 */
final class VersionsByNumber {

    private final int most;
    private final Counter closed;
    private final Set<ModelVersion> used = new LinkedHashSet<>();

    VersionsByNumber(int most, MeterRegistry meters) {
        this.most = most;
        Gauge.builder("sentiment.versions.by.number", this, VersionsByNumber::size)
                .description("Versions that are open because clients ask for them by number")
                .register(meters);
        closed = Counter.builder("sentiment.versions.closed")
                .description("Versions that clients had asked for by number and that gave way to another")
                .register(meters);
    }

    /** Notes a use; returns those that have to give way. */
    synchronized List<ModelVersion> use(ModelVersion version) {
        used.remove(version);
        used.add(version);
        List<ModelVersion> surplus = new ArrayList<>();
        for (Iterator<ModelVersion> eldest = used.iterator(); used.size() > most; ) {
            surplus.add(eldest.next());
            eldest.remove();
            closed.increment();
        }
        return surplus;
    }

    /** It is open for another reason from now on, or no more. */
    synchronized void remove(ModelVersion version) {
        used.remove(version);
    }

    private synchronized int size() {
        return used.size();
    }
}

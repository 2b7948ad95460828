package io.sentiment.model;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.UnreadableBundleException;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** The versions that this process can open. Thread-safe. */
public interface VersionSource {

    /** What there is, as far as this process knows; asks nobody. */
    Set<ModelVersion> versions();

    /**
     * Opens the bundle of a version. May fetch it from elsewhere.
     *
     * @throws UnknownModelException if there is no such version
     * @throws UnreadableBundleException if what is stored is no bundle for this program
     * @throws BundleUnavailableException if it cannot be fetched now
     */
    ModelBundle open(ModelVersion version);

    /**
     * The numbers of all versions of a model, as far as this process knows.
     *
     * @throws UnknownModelException if there is no such model
     */
    default NavigableSet<Integer> numbers(String model) {
        NavigableSet<Integer> numbers = new TreeSet<>();
        for (ModelVersion version : versions()) {
            if (version.model().equals(model)) {
                numbers.add(version.version());
            }
        }
        if (numbers.isEmpty()) {
            throw new UnknownModelException(model);
        }
        return numbers;
    }

    /**
     * Opens nothing.
     *
     * @throws UnknownModelException if there is no such model or version, as far as this process knows
     */
    default void requireKnown(String model, int version) {
        if (!numbers(model).contains(version)) {
            throw new UnknownModelException(model, version);
        }
    }

    /** A bundle that cannot be fetched now, but perhaps later; the message is one sentence for its user. */
    public static final class BundleUnavailableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BundleUnavailableException(ModelVersion version, String reason, Throwable cause) {
            super("Cannot fetch " + version + " now: " + reason, cause);
        }
    }
}

package io.sentiment.model;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.bundle.UnreadableBundleException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Versions that this process does not hold in memory, but can. Thread-safe. */
public interface VersionSource {

    /** No versions. */
    VersionSource NONE = new VersionSource() {
        @Override
        public Set<ModelVersion> versions() {
            return Set.of();
        }

        @Override
        public @Nullable ModelBundle open(ModelVersion version) {
            return null;
        }
    };

    /** What there is, as far as this process knows; asks nobody. */
    Set<ModelVersion> versions();

    /**
     * The bundle of a version, or null if there is no such version. May fetch it from elsewhere.
     *
     * @throws UnreadableBundleException if what is stored is no bundle for this program
     * @throws BundleUnavailableException if it cannot be fetched now
     */
    @Nullable
    ModelBundle open(ModelVersion version);
}

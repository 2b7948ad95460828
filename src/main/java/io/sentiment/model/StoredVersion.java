package io.sentiment.model;

import com.fasterxml.jackson.annotation.JsonValue;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.model.bundle.ModelVersion;
import java.time.Instant;
import java.util.Locale;

/**
 * One version as the database has it, without the bytes of its bundle. Immutable.
 *
 * @param manifest with the number that the version got when it was stored
 * @param sha256 of the bundle as a zip, as 64 lower-case hexadecimal digits
 * @param size of that zip in bytes
 * @param origin how it came here
 * @param storedAt when it came here
 * @param storedBy who brought it
 */
public record StoredVersion(
        ModelManifest manifest, String sha256, long size, Origin origin, Instant storedAt, String storedBy) {

    /** Which version of which model this is. */
    public ModelVersion version() {
        return manifest.modelVersion();
    }

    /** How a version came into the database. */
    public enum Origin {
        /** With the program. */
        SHIPPED,
        /** As a bundle that an administrator posted. */
        IMPORTED,
        /** From a retraining of this service. */
        RETRAINED;

        static Origin of(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        /** In lower case, as in the database and in JSON. */
        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

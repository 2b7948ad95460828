package io.sentiment.model;

import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.model.bundle.ModelVersion;
import java.time.Instant;

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
}

package io.sentiment.model;

import io.sentiment.model.bundle.ModelVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which version answers for a model, as the database has it. Immutable.
 *
 * @param model its name
 * @param version the number of the version
 * @param previousVersion the number of the one before, to which the alias returns if this one cannot be served
 * @param changedAt when it became champion
 * @param changedBy who made it champion
 * @param reason why
 */
public record Champion(
        String model,
        int version,
        @Nullable Integer previousVersion,
        Instant changedAt,
        String changedBy,
        String reason) {

    /** Which version of which model this is. */
    public ModelVersion modelVersion() {
        return new ModelVersion(model, version);
    }
}

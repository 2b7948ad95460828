package io.sentiment.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
 * @param rejectedVersion the number of the version that could not be served, if the alias has returned from there; the
 *     reason then tells why. Null after a promotion.
 */
public record Champion(
        String model,
        int version,
        @Nullable Integer previousVersion,
        Instant changedAt,
        String changedBy,
        String reason,
        @JsonIgnore @Nullable Integer rejectedVersion) {

    /** Which version of which model this is. */
    public ModelVersion modelVersion() {
        return new ModelVersion(model, version);
    }
}

package io.sentiment.model.web;

import io.sentiment.model.StoredVersion;
import io.sentiment.model.StoredVersion.Origin;
import io.sentiment.network.Architecture;
import io.sentiment.network.Evaluation;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One version of a model.
 *
 * @param model its name
 * @param version its number
 * @param champion whether it answers for the model
 * @param origin how it came here
 * @param created when it was trained
 * @param storedAt when it came here
 * @param storedBy who brought it
 * @param size of its bundle in bytes
 * @param sha256 of its bundle
 * @param languages that it was trained for, as BCP 47 tags
 * @param scripts that it reads, as ISO 15924 codes
 * @param architecture of its network
 * @param metrics by the name of the evaluation set
 */
record VersionDescription(
        String model,
        int version,
        boolean champion,
        Origin origin,
        Instant created,
        Instant storedAt,
        String storedBy,
        long size,
        String sha256,
        List<String> languages,
        List<String> scripts,
        Architecture architecture,
        Map<String, Evaluation> metrics) {

    static VersionDescription of(StoredVersion version, boolean champion) {
        return new VersionDescription(
                version.manifest().model(),
                version.manifest().version(),
                champion,
                version.origin(),
                version.manifest().created(),
                version.storedAt(),
                version.storedBy(),
                version.size(),
                version.sha256(),
                version.manifest().languages(),
                version.manifest().scripts(),
                version.manifest().architecture(),
                version.manifest().metrics());
    }
}

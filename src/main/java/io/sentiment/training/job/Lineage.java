package io.sentiment.training.job;

import io.sentiment.model.BundleCache;
import io.sentiment.model.bundle.BundleRows;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.rows.Fingerprints;
import io.sentiment.training.upload.ChallengerSettings;
import io.sentiment.training.upload.RowPurpose;
import io.sentiment.training.upload.StoredRows;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a version and its ancestors were trained on: a bundle tells it of all of them by fingerprints. Where one was made
 * by an earlier release, which wrote none, the rows of its retraining do, and the lineage goes on with the champion that
 * it began from. Thread-safe.
 */
final class Lineage {

    private final StoredRows rows;
    private final JobStore jobs;
    private final BundleCache bundles;

    Lineage(StoredRows rows, JobStore jobs, BundleCache bundles) {
        this.rows = rows;
        this.jobs = jobs;
        this.bundles = bundles;
    }

    /**
     * Fingerprints of all rows that a version and its ancestors were trained on; incomplete where an ancestor has neither
     * all fingerprints nor a retraining. Throws what {@link BundleCache#open} does.
     */
    Fingerprints of(ModelVersion version) {
        bundles.refresh();
        Fingerprints.Collector seen = new Fingerprints.Collector();
        ModelVersion ancestor = version;
        while (ancestor != null) {
            Optional<Fingerprints> carried = Optional.ofNullable(bundles.open(ancestor))
                    .map(ModelBundle::rows)
                    .map(BundleRows::training);
            carried.ifPresent(seen::add);
            if (carried.isPresent() && carried.get().isComplete()) {
                return seen.collected();
            }
            Optional<Job> origin = jobs.findByVersion(ancestor.model(), ancestor.version());
            if (origin.isEmpty()) {
                return seen.collected().incomplete();
            }
            if (carried.isEmpty()) {
                seen.add(rows.fingerprints(origin.get().request().trainingSet(), RowPurpose.TRAINING));
            }
            ancestor = parent(origin.get());
        }
        return seen.collected();
    }

    private static @Nullable ModelVersion parent(Job job) {
        Job.Versions versions = job.versions();
        return job.request().settings().start() == ChallengerSettings.Start.SCRATCH || versions == null
                ? null
                : new ModelVersion(job.request().model(), versions.champion());
    }
}

package io.sentiment.training.job;

import io.sentiment.model.BundleCache;
import io.sentiment.model.StoredVersion;
import io.sentiment.model.bundle.BundleRows;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.rows.Fingerprints;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.SeenRows;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.text.Tokenizer;
import io.sentiment.training.gate.PromotionGate;
import io.sentiment.training.process.OrderFolder;
import io.sentiment.training.upload.RowPurpose;
import io.sentiment.training.upload.StoredRows;
import io.sentiment.training.upload.UploadLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which rows a challenger and its champion are compared on: none that the champion, an ancestor of it or the challenger is
 * trained on, and no near twin of one. Thread-safe.
 *
 * <ul>
 *   <li>{@code upload}: what was held out of the upload;
 *   <li>{@code reference}: what the champion was measured on when this service made it;
 *   <li>{@code domain}: the rows of the champion's own domain that its bundle carries.
 * </ul>
 */
final class HeldOutSets {

    private static final String REFERENCE = "reference";

    private final StoredRows rows;
    private final JobStore jobs;
    private final BundleCache bundles;
    private final UploadLimits limits;
    private final Tokenizer tokenizer = new Tokenizer();

    HeldOutSets(StoredRows rows, JobStore jobs, BundleCache bundles, UploadLimits limits) {
        this.rows = rows;
        this.jobs = jobs;
        this.bundles = bundles;
        this.limits = limits;
    }

    /**
     * Writes the sets of a job.
     *
     * @param ancestors of the rows that the champion and its ancestors were trained on
     * @throws UnusableDataException if too few rows of the upload are left; the message says what to do
     * @throws IOException if a file cannot be written
     */
    Written write(OrderFolder folder, Job job, StoredVersion champion, Fingerprints ancestors) throws IOException {
        String set = job.request().trainingSet();
        Optional<String> reference = jobs.findByVersion(
                        champion.version().model(), champion.version().version())
                .map(origin -> origin.request().trainingSet());
        Written written = new Written(new ArrayList<>(), new TreeMap<>());
        written.add(PromotionGate.UPLOAD, writeUpload(folder.heldOut(PromotionGate.UPLOAD), set, ancestors));
        if (reference.isPresent()) {
            written.add(REFERENCE, writeReference(folder.heldOut(REFERENCE), reference.get(), set, ancestors));
        }
        written.add(
                PromotionGate.DOMAIN,
                writeDomain(folder.heldOut(PromotionGate.DOMAIN), champion, set, reference, ancestors));
        return written;
    }

    /** The champion may not be the one from when the rows were uploaded. */
    private RowFile writeUpload(Path path, String set, Fingerprints ancestors) throws IOException {
        RowFile file =
                RowFile.write(path, rows, set, RowPurpose.HELD_OUT, row -> ancestors.sharesAny(row.fingerprints()));
        limits.tooFewHeldOut(file.positive(), file.negative(), file.leftOut()).ifPresent(reason -> {
            throw new UnusableDataException(reason);
        });
        return file;
    }

    /** Its old strengths, without what the upload has. */
    private RowFile writeReference(Path path, String reference, String set, Fingerprints ancestors) throws IOException {
        Set<Long> twins = rows.twins(reference, RowPurpose.HELD_OUT, set, List.of(RowPurpose.values()));
        return RowFile.write(
                path,
                rows,
                reference,
                RowPurpose.HELD_OUT,
                row -> twins.contains(row.position()) || ancestors.sharesAny(row.fingerprints()));
    }

    private RowFile writeDomain(
            Path path, StoredVersion champion, String set, Optional<String> reference, Fingerprints ancestors)
            throws IOException {
        List<LabelledRow> domain = Optional.ofNullable(bundles.open(champion.version()))
                .map(ModelBundle::rows)
                .map(BundleRows::measuring)
                .orElse(List.of());
        Fingerprints.Collector collector = new Fingerprints.Collector();
        List<LabelledRow> untrained = new ArrayList<>();
        for (LabelledRow row : domain) {
            Fingerprints fingerprints =
                    Fingerprints.of(tokenizer.read(row.text()).words());
            if (!ancestors.sharesAny(fingerprints)) {
                untrained.add(row);
                collector.add(fingerprints);
            }
        }
        Fingerprints wanted = collector.collected();
        SeenRows seen = new SeenRows(untrained);
        rows.show(set, List.of(RowPurpose.values()), wanted, seen);
        reference.ifPresent(earlier -> rows.show(earlier, List.of(RowPurpose.HELD_OUT), wanted, seen));
        List<LabelledRow> unseen = seen.unseen();
        return RowFile.write(path, unseen, domain.size() - unseen.size());
    }

    /**
     * What was written.
     *
     * @param names of the sets that have rows
     * @param leftOut rows of each set that are not compared on
     */
    record Written(List<String> names, SortedMap<String, Long> leftOut) {

        private void add(String name, RowFile file) {
            if (file.rows() > 0) {
                names.add(name);
            }
            if (file.rows() + file.leftOut() > 0) {
                leftOut.put(name, file.leftOut());
            }
        }
    }
}

package io.sentiment.training.upload;

import io.sentiment.rows.UnusableRow;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes a training set of what was uploaded, or refuses it. Needs a transaction, which an exception rolls back. */
public final class UploadCompletion {

    private static final double DEVELOPMENT_SHARE = 0.1;

    private final JdbcClient jdbc;
    private final TrainingSets sets;
    private final StoredRows rows;
    private final Corrections corrections;
    private final RetrainingProperties properties;

    public UploadCompletion(
            JdbcClient jdbc,
            TrainingSets sets,
            StoredRows rows,
            Corrections corrections,
            RetrainingProperties properties) {
        this.jdbc = jdbc;
        this.sets = sets;
        this.rows = rows;
        this.corrections = corrections;
        this.properties = properties;
    }

    /**
     * Selects the rows of the set, which is complete from then on.
     *
     * @param retraining that is being started with them
     * @throws UnusableUploadException if no network can be trained on them, or the test set is no test
     */
    public void complete(Upload upload, RetrainingSettings settings, String retraining) {
        sets.touch(upload.set());
        sets.complete(upload.set(), select(upload, settings, retraining));
    }

    private UploadReport select(Upload upload, RetrainingSettings settings, String retraining) {
        RowSelection selection = new RowSelection(jdbc, upload.set());
        requireUsable(upload, selection);
        if (settings.includeCorrections()) {
            rows.add(upload.set(), upload.end(), corrections.take(upload.model(), retraining));
            selection.dropOutdatedCorrections();
        }
        long corrected = selection.dropCorrected();
        long conflicting = selection.dropConflicting();
        long duplicates = selection.dropRepeated();
        requireEnough(selection.count(RowSource.DATA, true), "positive", upload, conflicting);
        requireEnough(selection.count(RowSource.DATA, false), "negative", upload, conflicting);
        if (upload.has(RowSource.TEST)) {
            requireBothClasses(selection, upload);
            selection.use(RowSource.TEST, RowPurpose.HELD_OUT);
        } else {
            selection.draw(RowPurpose.HELD_OUT, settings.heldOutShare());
        }
        selection.draw(RowPurpose.DEVELOPMENT, DEVELOPMENT_SHARE);
        double wanted = selection.count(RowPurpose.TRAINING) * settings.replayShare() / (1 - settings.replayShare());
        long replayed = wanted < 1 ? 0 : selection.replay(upload.model(), Math.round(wanted), rows.end(upload.set()));
        return report(upload, selection, new Dropped(duplicates, conflicting, corrected), replayed);
    }

    private static void requireUsable(Upload upload, RowSelection selection) {
        if (!upload.has(RowSource.DATA)) {
            throw new UnusableUploadException(
                    RowSource.DATA.label(), "The upload has no part 'data' with the rows to train on.", List.of());
        }
        if (selection.count(RowSource.DATA, true) + selection.count(RowSource.DATA, false) == 0) {
            throw refused(upload, RowSource.DATA, "There is no usable row in the part 'data'.");
        }
        List<Long> overlap = selection.testLinesInData(UploadRowListener.REPORTED);
        if (!overlap.isEmpty()) {
            throw new UnusableUploadException(
                    RowSource.TEST.label(),
                    "The test set overlaps the training data: take the texts of these lines out of one of them.",
                    overlap.stream()
                            .map(line -> new UnusableRow(
                                    RowSource.TEST.label(), line, "The text is also among the training data."))
                            .toList());
        }
    }

    private void requireEnough(long found, String label, Upload upload, long conflicting) {
        if (found < properties.minimumRowsPerClass()) {
            throw refused(
                    upload,
                    RowSource.DATA,
                    "The part 'data' has " + found + " usable " + label + " rows, but at least "
                            + properties.minimumRowsPerClass() + " are needed"
                            + (conflicting == 0 ? "" : "; " + conflicting + " rows were dropped as conflicting") + ".");
        }
    }

    private static void requireBothClasses(RowSelection selection, Upload upload) {
        if (selection.count(RowSource.TEST, true) == 0 || selection.count(RowSource.TEST, false) == 0) {
            throw refused(upload, RowSource.TEST, "The part 'test' must have usable rows of both labels.");
        }
    }

    private static UnusableUploadException refused(Upload upload, RowSource part, String message) {
        return new UnusableUploadException(
                part.label(), message, upload.received().refusals());
    }

    private static UploadReport report(Upload upload, RowSelection selection, Dropped dropped, long replayed) {
        long positive = selection.count(RowSource.DATA, true) + selection.count(RowSource.TEST, true);
        long negative = selection.count(RowSource.DATA, false) + selection.count(RowSource.TEST, false);
        return new UploadReport(
                positive + negative,
                upload.received().refused(),
                upload.received().refusals(),
                dropped.duplicates(),
                dropped.conflicting(),
                dropped.corrected(),
                positive,
                negative,
                selection.count(RowPurpose.TRAINING),
                selection.count(RowPurpose.DEVELOPMENT),
                selection.count(RowPurpose.HELD_OUT),
                selection.count(RowSource.CORRECTIONS, true) + selection.count(RowSource.CORRECTIONS, false),
                replayed);
    }

    private record Dropped(long duplicates, long conflicting, long corrected) {}
}

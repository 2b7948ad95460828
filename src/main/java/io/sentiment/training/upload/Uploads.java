package io.sentiment.training.upload;

import io.sentiment.model.Champions;
import io.sentiment.model.UnknownModelException;
import io.sentiment.rows.Fingerprints;
import io.sentiment.rows.UnusableRow;
import java.util.List;
import java.util.Set;

/**
 * Receives labelled rows and makes training sets of them. Throws a {@code DataAccessException} when the database is away.
 * Thread-safe.
 */
public final class Uploads {

    private static final double DEVELOPMENT_SHARE = 0.1;

    private final UploadLimits limits;
    private final TrainingSets sets;
    private final StoredRows rows;
    private final TrainingRowWriter writer;
    private final Corrections corrections;
    private final Champions champions;

    public Uploads(
            UploadLimits limits,
            TrainingSets sets,
            StoredRows rows,
            TrainingRowWriter writer,
            Corrections corrections,
            Champions champions) {
        this.limits = limits;
        this.sets = sets;
        this.rows = rows;
        this.writer = writer;
        this.corrections = corrections;
        this.champions = champions;
    }

    /**
     * Begins to receive rows for a retraining. The caller closes what is returned.
     *
     * @throws UnknownModelException if there is no such model
     */
    public Upload receive(String model, String by) {
        if (champions.find(model).isEmpty()) {
            throw new UnknownModelException(model);
        }
        return new Upload(limits, sets, writer, model, by);
    }

    /**
     * Decides what each row of the set is for, which is complete from then on. Needs a transaction, which an exception
     * rolls back.
     *
     * @param retraining that is being started with them
     * @param seen the rows that the champion and its ancestors were trained on: none of them, and no near twin of one, is
     *     held out to measure on
     * @throws UploadException.Unusable if no network can be trained on the rows, or too few are left to measure on
     */
    public void complete(Upload upload, ChallengerSettings settings, String retraining, Fingerprints seen) {
        sets.touch(upload.set());
        sets.complete(upload.set(), select(upload, settings, retraining, seen));
    }

    private UploadReport select(Upload upload, ChallengerSettings settings, String retraining, Fingerprints seen) {
        String set = upload.set();
        requireUsable(upload);
        if (settings.includeCorrections()) {
            writer.add(set, upload.end(), corrections.take(upload.model(), retraining));
            writer.dropOutdatedCorrections(set);
        }
        Dropped dropped = new Dropped(writer.dropCorrected(set), writer.dropConflicting(set), writer.dropRepeated(set));
        requireEnough(upload, true, dropped);
        requireEnough(upload, false, dropped);
        long left =
                upload.has(RowSource.TEST) ? leaveOutOfTest(upload, seen) : holdOut(set, settings.heldOutShare(), seen);
        requireMeasurable(upload, left);
        writer.draw(set, RowPurpose.DEVELOPMENT, DEVELOPMENT_SHARE, Fingerprints.NONE);
        long replayed = replay(upload, settings.replayShare());
        return report(upload, dropped, replayed, left);
    }

    private void requireUsable(Upload upload) {
        if (!upload.has(RowSource.DATA)) {
            throw new UploadException.Unusable(
                    RowSource.DATA.label(), "The upload has no part 'data' with the rows to train on.", List.of());
        }
        if (count(upload, RowSource.DATA) == 0) {
            throw refused(upload, RowSource.DATA, "There is no usable row in the part 'data'.");
        }
        List<Long> overlap = rows.testLinesInData(upload.set(), Upload.REPORTED);
        if (!overlap.isEmpty()) {
            throw new UploadException.Unusable(
                    RowSource.TEST.label(),
                    "The test set overlaps the training data: take the texts of these lines out of one of them.",
                    overlap.stream()
                            .map(line -> new UnusableRow(
                                    RowSource.TEST.label(), line, "The text is also among the training data."))
                            .toList());
        }
    }

    private void requireEnough(Upload upload, boolean positive, Dropped dropped) {
        long found = rows.count(upload.set(), RowSource.DATA, positive);
        if (found < limits.minimumRowsPerClass()) {
            throw refused(
                    upload,
                    RowSource.DATA,
                    "The part 'data' has " + found + " usable " + (positive ? "positive" : "negative")
                            + " rows, but at least " + limits.minimumRowsPerClass() + " are needed"
                            + dropped.toText() + ".");
        }
    }

    /** Returns how many rows of the test set were dropped. */
    private long leaveOutOfTest(Upload upload, Fingerprints seen) {
        String set = upload.set();
        if (rows.count(set, RowSource.TEST, true) == 0 || rows.count(set, RowSource.TEST, false) == 0) {
            throw refused(upload, RowSource.TEST, "The part 'test' must have usable rows of both labels.");
        }
        Set<Long> twins = trainedTwins(set);
        writer.remove(set, twins);
        return (long) twins.size() + writer.remove(set, RowPurpose.HELD_OUT, RowSource.TEST, seen);
    }

    /** Returns how many rows of the data were passed over. */
    private long holdOut(String set, double share, Fingerprints seen) {
        long left = writer.draw(set, RowPurpose.HELD_OUT, share, seen);
        Set<Long> twins = trainedTwins(set);
        while (!twins.isEmpty()) {
            left += twins.size();
            writer.useForTraining(set, twins);
            // A row that went back to the training rows may have a twin that is held out.
            twins = trainedTwins(set);
        }
        return left;
    }

    /** Positions of the held-out rows that resemble a training row. */
    private Set<Long> trainedTwins(String set) {
        return rows.twins(set, RowPurpose.HELD_OUT, set, List.of(RowPurpose.TRAINING));
    }

    private void requireMeasurable(Upload upload, long left) {
        long positive = rows.count(upload.set(), RowPurpose.HELD_OUT, true);
        long negative = rows.count(upload.set(), RowPurpose.HELD_OUT, false);
        limits.tooFewHeldOut(positive, negative, left).ifPresent(reason -> {
            throw refused(upload, upload.has(RowSource.TEST) ? RowSource.TEST : RowSource.DATA, reason);
        });
    }

    /** Adds rows of earlier sets, none of them a near twin of a held-out one. */
    private long replay(Upload upload, double share) {
        String set = upload.set();
        double wanted = count(set, RowPurpose.TRAINING) * share / (1 - share);
        if (wanted < 1) {
            return 0;
        }
        long added = writer.replay(set, upload.model(), Math.round(wanted));
        Fingerprints heldOut = rows.fingerprints(set, RowPurpose.HELD_OUT);
        return added - writer.remove(set, RowPurpose.TRAINING, RowSource.REPLAY, heldOut);
    }

    private static UploadException.Unusable refused(Upload upload, RowSource part, String message) {
        return new UploadException.Unusable(
                part.label(), message, upload.received().refusals());
    }

    private UploadReport report(Upload upload, Dropped dropped, long replayed, long left) {
        String set = upload.set();
        long positive = rows.count(set, RowSource.DATA, true) + rows.count(set, RowSource.TEST, true);
        long negative = rows.count(set, RowSource.DATA, false) + rows.count(set, RowSource.TEST, false);
        return new UploadReport(
                positive + negative,
                upload.received().refused(),
                upload.received().refusals(),
                upload.ignored(),
                upload.readAs(),
                dropped.duplicates(),
                dropped.conflicting(),
                dropped.corrected(),
                positive,
                negative,
                count(set, RowPurpose.TRAINING),
                count(set, RowPurpose.DEVELOPMENT),
                count(set, RowPurpose.HELD_OUT),
                count(upload, RowSource.CORRECTIONS),
                replayed,
                left);
    }

    private long count(Upload upload, RowSource source) {
        return rows.count(upload.set(), source, true) + rows.count(upload.set(), source, false);
    }

    private long count(String set, RowPurpose purpose) {
        return rows.count(set, purpose, true) + rows.count(set, purpose, false);
    }

    private record Dropped(long corrected, long conflicting, long duplicates) {

        /** After a count of what is left; empty where nothing was dropped. */
        String toText() {
            return text(conflicting, "conflicting") + text(duplicates, "duplicates") + text(corrected, "corrected");
        }

        private static String text(long rows, String reason) {
            return rows == 0 ? "" : "; " + (rows == 1 ? "1 row was" : rows + " rows were") + " dropped as " + reason;
        }
    }
}

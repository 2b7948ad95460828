package io.sentiment.training.upload;

import io.sentiment.rows.Fingerprints;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.TextDigest;
import io.sentiment.text.TokenizedText;
import io.sentiment.text.Tokenizer;
import io.sentiment.training.upload.StoredRows.StoredRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes the rows of training sets and decides what they are for; nothing else changes them. Rows are drawn by their
 * digests, which are as good as random and always the same: a text that one set holds out is likely to be held out by the
 * next. SQL, and not the lists of the command {@code train}, because it works on stored rows at any size. Thread-safe.
 */
public final class TrainingRowWriter {

    private static final int BATCH_ROWS = 500;
    private static final String OF_SET = " FROM training_row WHERE training_set = :set";

    private final JdbcOperations batches;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final StoredRows rows;

    public TrainingRowWriter(JdbcOperations jdbc, TransactionOperations transactions, StoredRows rows) {
        this.batches = jdbc;
        this.jdbc = JdbcClient.create(jdbc);
        this.transactions = transactions;
        this.rows = rows;
    }

    /** Whether a text has neither a NUL, which PostgreSQL does not hold, nor half a surrogate pair, which is no text. */
    static boolean canStore(String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (Character.isHighSurrogate(character)) {
                index++;
                if (index == text.length() || !Character.isLowSurrogate(text.charAt(index))) {
                    return false;
                }
            } else if (character == 0 || Character.isLowSurrogate(character)) {
                return false;
            }
        }
        return true;
    }

    /** Adds rows, to measure on those of a test set and to train on all others; the first gets that position. */
    void add(String set, long firstPosition, List<NewRow> added) {
        // SQLite waits for the disk at each commit, and without a transaction each row is one.
        transactions.executeWithoutResult(transaction -> insert(set, firstPosition, added));
    }

    private void insert(String set, long firstPosition, List<NewRow> added) {
        long[] position = {firstPosition};
        batches.batchUpdate(
                "INSERT INTO training_row (training_set, position, source, line, label, text, digest, purpose,"
                        + " fingerprints) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                added,
                BATCH_ROWS,
                (statement, row) -> {
                    statement.setString(1, set);
                    statement.setLong(2, position[0]++);
                    statement.setString(3, row.source().label());
                    statement.setLong(4, row.line());
                    statement.setInt(5, row.row().positive() ? 1 : 0);
                    statement.setString(6, row.row().text());
                    statement.setString(7, row.digest().hex());
                    statement.setString(
                            8, (row.source() == RowSource.TEST ? RowPurpose.HELD_OUT : RowPurpose.TRAINING).label());
                    statement.setBytes(9, row.fingerprints().toLongs());
                });
    }

    /** Removes the rows of a set that is still being received. */
    void removeReceived(String set) {
        jdbc.sql("DELETE FROM training_row WHERE training_set ="
                        + " (SELECT id FROM training_set WHERE id = :set AND state = 'receiving')")
                .param("set", set)
                .update();
    }

    /** Of corrections the latest about a text stays, unless the text is measured on. */
    void dropOutdatedCorrections(String set) {
        drop(
                set,
                "source = 'corrections' AND (position NOT IN (SELECT MAX(position)" + OF_SET
                        + " AND source = 'corrections' GROUP BY digest)"
                        + " OR digest IN (SELECT digest" + OF_SET + " AND source = 'test'))");
    }

    /** Returns how many rows of the data were dropped because there is a correction about the same text. */
    int dropCorrected(String set) {
        return drop(set, "source = 'data' AND digest IN (SELECT digest" + OF_SET + " AND source = 'corrections')");
    }

    /** Returns how many rows were dropped because their text occurs with both labels. */
    int dropConflicting(String set) {
        return drop(set, "digest IN (SELECT digest" + OF_SET + " GROUP BY digest HAVING MIN(label) <> MAX(label))");
    }

    /** Returns how many rows were dropped because an earlier one has the same text. */
    int dropRepeated(String set) {
        return drop(set, "position NOT IN (SELECT MIN(position)" + OF_SET + " GROUP BY digest)");
    }

    private int drop(String set, String condition) {
        return jdbc.sql("DELETE FROM training_row WHERE training_set = :set AND " + condition)
                .param("set", set)
                .update();
    }

    /**
     * Gives a share of the training rows that the data has of each label another purpose: at least one, never all.
     *
     * @param seen what no drawn row may be or resemble
     * @return how many rows had been drawn but for that
     */
    long draw(String set, RowPurpose purpose, double share, Fingerprints seen) {
        return draw(set, purpose, share, seen, true) + draw(set, purpose, share, seen, false);
    }

    private long draw(String set, RowPurpose purpose, double share, Fingerprints seen, boolean positive) {
        long data = jdbc.sql(
                        "SELECT COUNT(*)" + OF_SET + " AND source = 'data' AND purpose = 'training' AND label = :label")
                .param("set", set)
                .param("label", positive ? 1 : 0)
                .query(Long.class)
                .single();
        long wanted = Math.max(1, Math.min(Math.round(share * data), data - 1));
        List<Long> drawn = new ArrayList<>();
        long passedOver = 0;
        String digest = "";
        List<StoredRow> page;
        do {
            page = rows.trainingData(set, positive, digest, StoredRows.PAGE_ROWS);
            for (StoredRow row : page) {
                digest = row.digest();
                if (drawn.size() == wanted) {
                    break;
                } else if (seen.sharesAny(row.fingerprints())) {
                    passedOver++;
                } else {
                    drawn.add(row.position());
                }
            }
        } while (page.size() == StoredRows.PAGE_ROWS && drawn.size() < wanted);
        updateEach(
                "UPDATE training_row SET purpose = '" + purpose.label() + "' WHERE training_set = ? AND position = ?",
                set,
                drawn);
        return passedOver;
    }

    /** Trains on the rows at these positions. */
    void useForTraining(String set, Collection<Long> positions) {
        updateEach(
                "UPDATE training_row SET purpose = 'training' WHERE training_set = ? AND position = ?", set, positions);
    }

    /** Removes the rows at these positions. */
    void remove(String set, Collection<Long> positions) {
        updateEach("DELETE FROM training_row WHERE training_set = ? AND position = ?", set, positions);
    }

    /** Removes the rows of a purpose and a source that share a fingerprint with those; returns how many there are. */
    int remove(String set, RowPurpose purpose, RowSource source, Fingerprints seen) {
        return updateEach(
                "DELETE FROM training_row WHERE training_set = ? AND position = ?",
                set,
                positions(set, purpose, row -> row.source() == source && seen.sharesAny(row.fingerprints())));
    }

    /**
     * Adds training rows of earlier sets of the model, of each text the latest one, and none that any set measures on.
     *
     * @return how many there are
     */
    int replay(String set, String model, long wanted) {
        // A part of the digest that draw() does not order by, and another one for each set.
        int start = 9 + Math.floorMod(set.hashCode(), 16);
        return jdbc.sql("INSERT INTO training_row"
                        + " (training_set, position, source, line, label, text, digest, purpose, fingerprints)"
                        + " SELECT :set, :first + ROW_NUMBER() OVER (ORDER BY digest), 'replay', 0, label, text, digest,"
                        + " 'training', fingerprints FROM (SELECT label, text, digest, fingerprints FROM"
                        + " (SELECT r.label, r.text, r.digest, r.fingerprints, ROW_NUMBER() OVER"
                        + " (PARTITION BY r.digest ORDER BY s.created_at DESC, s.id) AS latest"
                        + " FROM training_row r JOIN training_set s ON s.id = r.training_set"
                        + " WHERE s.model = :model AND s.state = 'complete' AND s.id <> :set AND r.purpose = 'training'"
                        + " AND r.source IN ('data', 'corrections')"
                        + " AND NOT EXISTS (SELECT 1 FROM training_row mine"
                        + " WHERE mine.training_set = :set AND mine.digest = r.digest)"
                        + " AND NOT EXISTS (SELECT 1 FROM training_row measured JOIN training_set owner"
                        + " ON owner.id = measured.training_set WHERE owner.model = :model AND measured.digest = r.digest"
                        + " AND measured.purpose = 'held-out')) earlier"
                        + " WHERE latest = 1 ORDER BY SUBSTR(digest, :start, 8), digest LIMIT :rows) drawn")
                .param("set", set)
                .param("first", rows.end(set))
                .param("model", model)
                .param("start", start)
                .param("rows", wanted)
                .update();
    }

    private List<Long> positions(String set, RowPurpose purpose, Predicate<StoredRow> condition) {
        List<Long> positions = new ArrayList<>();
        rows.read(set, purpose, row -> {
            if (condition.test(row)) {
                positions.add(row.position());
            }
        });
        return positions;
    }

    private int updateEach(String sql, String set, Collection<Long> positions) {
        batches.batchUpdate(sql, positions, BATCH_ROWS, (statement, position) -> {
            statement.setString(1, set);
            statement.setLong(2, position);
        });
        return positions.size();
    }

    /**
     * A row on its way into the database, tokenised once for all that is made of its tokens.
     *
     * @param line of the uploaded file, from 1; 0 for what was not uploaded
     */
    record NewRow(RowSource source, long line, LabelledRow row, TextDigest digest, Fingerprints fingerprints) {

        static NewRow of(RowSource source, long line, LabelledRow row, Tokenizer tokenizer) {
            TokenizedText text = tokenizer.read(row.text());
            return new NewRow(source, line, row, TextDigest.of(text.normalized()), Fingerprints.of(text.words()));
        }
    }
}

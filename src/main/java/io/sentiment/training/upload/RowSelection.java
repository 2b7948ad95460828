package io.sentiment.training.upload;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Decides in the database what the rows of one set are for: what is dropped, held out and trained on. Rows are drawn by
 * their digests, which are as good as random and always the same: a text that one upload holds out is likely to be held
 * out by the next. SQL, and not the lists of the command {@code train}, because it works on stored rows at any size.
 */
final class RowSelection {

    private final JdbcClient jdbc;
    private final String set;

    RowSelection(JdbcClient jdbc, String set) {
        this.jdbc = jdbc;
        this.set = set;
    }

    /** Lines of the test set whose texts are also among the data, at most that many. */
    List<Long> testLinesInData(int limit) {
        return jdbc.sql("SELECT line FROM training_row t WHERE training_set = :set AND source = 'test'"
                        + " AND EXISTS (SELECT 1 FROM training_row d WHERE d.training_set = :set"
                        + " AND d.digest = t.digest AND d.source = 'data') ORDER BY line LIMIT :limit")
                .param("set", set)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /** Of corrections the latest about a text stays, unless the text is measured on. */
    void dropOutdatedCorrections() {
        update("DELETE FROM training_row WHERE training_set = :set AND source = 'corrections'"
                + " AND (position NOT IN (SELECT MAX(position) FROM training_row WHERE training_set = :set"
                + " AND source = 'corrections' GROUP BY digest)"
                + " OR digest IN (SELECT digest FROM training_row WHERE training_set = :set AND source = 'test'))");
    }

    /** Returns how many rows of the data were dropped because there is a correction about the same text. */
    int dropCorrected() {
        return update("DELETE FROM training_row WHERE training_set = :set AND source = 'data' AND digest IN"
                + " (SELECT digest FROM training_row WHERE training_set = :set AND source = 'corrections')");
    }

    /** Returns how many rows were dropped because their text occurs with both labels. */
    int dropConflicting() {
        return update("DELETE FROM training_row WHERE training_set = :set AND digest IN"
                + " (SELECT digest FROM training_row WHERE training_set = :set GROUP BY digest"
                + " HAVING MIN(label) <> MAX(label))");
    }

    /** Returns how many rows were dropped because an earlier one has the same text. */
    int dropRepeated() {
        return update("DELETE FROM training_row WHERE training_set = :set AND position NOT IN"
                + " (SELECT MIN(position) FROM training_row WHERE training_set = :set GROUP BY digest)");
    }

    long count(RowSource source, boolean positive) {
        return jdbc.sql("SELECT COUNT(*) FROM training_row WHERE training_set = :set AND source = :source"
                        + " AND label = :label")
                .param("set", set)
                .param("source", source.label())
                .param("label", positive ? 1 : 0)
                .query(Long.class)
                .single();
    }

    long count(RowPurpose purpose) {
        return jdbc.sql("SELECT COUNT(*) FROM training_row WHERE training_set = :set AND purpose = :purpose")
                .param("set", set)
                .param("purpose", purpose.label())
                .query(Long.class)
                .single();
    }

    /** Gives all rows of a source a purpose. */
    void use(RowSource source, RowPurpose purpose) {
        jdbc.sql("UPDATE training_row SET purpose = :purpose WHERE training_set = :set AND source = :source")
                .param("purpose", purpose.label())
                .param("set", set)
                .param("source", source.label())
                .update();
    }

    /** Gives a share of the training rows that the data has of each label another purpose: at least one, never all. */
    void draw(RowPurpose purpose, double share) {
        for (int label : new int[] {0, 1}) {
            long rows = jdbc.sql("SELECT COUNT(*) FROM training_row WHERE training_set = :set AND source = 'data'"
                            + " AND purpose = 'training' AND label = :label")
                    .param("set", set)
                    .param("label", label)
                    .query(Long.class)
                    .single();
            long wanted = Math.max(1, Math.min(Math.round(share * rows), rows - 1));
            jdbc.sql("UPDATE training_row SET purpose = :purpose WHERE training_set = :set AND position IN"
                            + " (SELECT position FROM training_row WHERE training_set = :set AND source = 'data'"
                            + " AND purpose = 'training' AND label = :label ORDER BY digest LIMIT :wanted)")
                    .param("purpose", purpose.label())
                    .param("set", set)
                    .param("label", label)
                    .param("wanted", wanted)
                    .update();
        }
    }

    /**
     * Adds training rows of earlier sets of the model, of each text the latest one, and none that any set measures on.
     *
     * @return how many there are
     */
    int replay(String model, long rows, long firstPosition) {
        // A part of the digest that draw() does not order by, and another one for each set.
        int start = 9 + Math.floorMod(set.hashCode(), 16);
        return jdbc.sql("INSERT INTO training_row"
                        + " (training_set, position, source, line, label, text, digest, purpose)"
                        + " SELECT :set, :first + ROW_NUMBER() OVER (ORDER BY digest), 'replay', 0, label, text, digest,"
                        + " 'training' FROM (SELECT label, text, digest FROM"
                        + " (SELECT r.label, r.text, r.digest, ROW_NUMBER() OVER"
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
                .param("first", firstPosition)
                .param("model", model)
                .param("start", start)
                .param("rows", rows)
                .update();
    }

    private int update(String sql) {
        return jdbc.sql(sql).param("set", set).update();
    }
}

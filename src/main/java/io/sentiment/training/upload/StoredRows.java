package io.sentiment.training.upload;

import io.sentiment.rows.Fingerprints;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.SeenRows;
import io.sentiment.text.Tokenizer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of training sets as whoever trains or measures reads them. Thread-safe. */
public final class StoredRows {

    static final int PAGE_ROWS = 2_000;

    private static final String OF_SET = " FROM training_row WHERE training_set = :set";

    private final JdbcClient jdbc;
    private final Tokenizer tokenizer = new Tokenizer();

    public StoredRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The position after the last row. */
    long end(String set) {
        return jdbc.sql("SELECT COALESCE(MAX(position), -1) + 1" + OF_SET)
                .param("set", set)
                .query(Long.class)
                .single();
    }

    /** Lines of the test set whose texts are also among the data, at most that many. */
    List<Long> testLinesInData(String set, int limit) {
        return jdbc.sql("SELECT line FROM training_row t WHERE training_set = :set AND source = 'test'"
                        + " AND EXISTS (SELECT 1 FROM training_row d WHERE d.training_set = :set"
                        + " AND d.digest = t.digest AND d.source = 'data') ORDER BY line LIMIT :limit")
                .param("set", set)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /** The number of rows of a source that have a label. */
    long count(String set, RowSource source, boolean positive) {
        return count(set, "source", source.label(), positive);
    }

    /** The number of rows for a purpose that have a label. */
    long count(String set, RowPurpose purpose, boolean positive) {
        return count(set, "purpose", purpose.label(), positive);
    }

    private long count(String set, String column, String value, boolean positive) {
        return jdbc.sql("SELECT COUNT(*)" + OF_SET + " AND " + column + " = :value AND label = :label")
                .param("set", set)
                .param("value", value)
                .param("label", positive ? 1 : 0)
                .query(Long.class)
                .single();
    }

    /**
     * Reads the rows for one purpose in their order: in pages, because a transaction that reads all would keep the
     * embedded database from writing.
     */
    public void read(String set, RowPurpose purpose, Consumer<StoredRow> reader) {
        long last = -1;
        List<StoredRow> page;
        do {
            page = jdbc.sql("SELECT *" + OF_SET
                            + " AND purpose = :purpose AND position > :last ORDER BY position LIMIT :limit")
                    .param("set", set)
                    .param("purpose", purpose.label())
                    .param("last", last)
                    .param("limit", PAGE_ROWS)
                    .query(this::stored)
                    .list();
            page.forEach(reader);
            last = page.isEmpty() ? last : page.get(page.size() - 1).position();
        } while (page.size() == PAGE_ROWS);
    }

    /** The fingerprints of all rows for one purpose. */
    public Fingerprints fingerprints(String set, RowPurpose purpose) {
        return fingerprints(set, purpose, row -> true);
    }

    /**
     * The positions of the rows for one purpose that are rows for others, or near twins of one. Fingerprints only find who
     * may be; their texts are then compared, so that rows of one pattern are not taken for twins.
     *
     * @param others the set of the other rows, which may be the same one
     */
    public Set<Long> twins(String set, RowPurpose purpose, String others, List<RowPurpose> otherPurposes) {
        Fingerprints mine = fingerprints(set, purpose);
        Fingerprints.Collector common = new Fingerprints.Collector();
        for (RowPurpose other : otherPurposes) {
            common.add(fingerprints(others, other, row -> mine.sharesAny(row.fingerprints())));
        }
        Fingerprints theirs = common.collected();
        List<StoredRow> candidates = new ArrayList<>();
        Fingerprints.Collector collector = new Fingerprints.Collector();
        read(set, purpose, row -> {
            if (theirs.sharesAny(row.fingerprints())) {
                candidates.add(row);
                collector.add(row.fingerprints());
            }
        });
        Fingerprints wanted = collector.collected();
        SeenRows compared = new SeenRows(candidates.stream().map(StoredRow::row).toList());
        show(others, otherPurposes, wanted, compared);
        return compared.seen().stream()
                .mapToObj(place -> candidates.get(place).position())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Shows the rows for some purposes to those rows that they may be near twins of, as their fingerprints tell. */
    public void show(String set, List<RowPurpose> purposes, Fingerprints wanted, SeenRows compared) {
        for (RowPurpose purpose : purposes) {
            read(set, purpose, row -> {
                if (wanted.sharesAny(row.fingerprints())) {
                    compared.show(row.row());
                }
            });
        }
    }

    private Fingerprints fingerprints(String set, RowPurpose purpose, Predicate<StoredRow> condition) {
        Fingerprints.Collector collector = new Fingerprints.Collector();
        read(set, purpose, row -> {
            if (condition.test(row)) {
                collector.add(row.fingerprints());
            }
        });
        return collector.collected();
    }

    /** The rows of the data for training with that label whose digests come after that one, in the order of the digests. */
    List<StoredRow> trainingData(String set, boolean positive, String digest, int limit) {
        return jdbc.sql("SELECT *" + OF_SET + " AND source = 'data' AND purpose = 'training' AND label = :label"
                        + " AND digest > :digest ORDER BY digest LIMIT :limit")
                .param("set", set)
                .param("label", positive ? 1 : 0)
                .param("digest", digest)
                .param("limit", limit)
                .query(this::stored)
                .list();
    }

    private StoredRow stored(ResultSet row, int number) throws SQLException {
        String text = row.getString("text");
        byte[] fingerprints = row.getBytes("fingerprints");
        return new StoredRow(
                row.getLong("position"),
                RowSource.ofLabel(row.getString("source")),
                new LabelledRow(text, row.getInt("label") == 1),
                row.getString("digest"),
                // Rows of earlier releases have none.
                fingerprints == null
                        ? Fingerprints.of(tokenizer.read(text).words())
                        : Fingerprints.ofLongs(fingerprints));
    }

    /**
     * A row of a set.
     *
     * @param position among the rows of its set
     * @param digest of its tokens
     * @param fingerprints of its text
     */
    public record StoredRow(
            long position, RowSource source, LabelledRow row, String digest, Fingerprints fingerprints) {}
}

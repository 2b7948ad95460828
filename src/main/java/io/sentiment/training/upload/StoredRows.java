package io.sentiment.training.upload;

import io.sentiment.rows.LabelledRow;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The rows of training sets in the database. Thread-safe. */
public final class StoredRows {

    private static final int PAGE_ROWS = 2_000;
    private static final int BATCH_ROWS = 500;

    private final JdbcOperations batches;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    public StoredRows(JdbcOperations jdbc, TransactionOperations transactions) {
        this.batches = jdbc;
        this.jdbc = JdbcClient.create(jdbc);
        this.transactions = transactions;
    }

    /** Adds rows; the first gets that position. */
    void add(String set, long firstPosition, List<UploadedRow> rows) {
        // SQLite waits for the disk at each commit, and without a transaction each row is one.
        transactions.executeWithoutResult(transaction -> insert(set, firstPosition, rows));
    }

    private void insert(String set, long firstPosition, List<UploadedRow> rows) {
        String purpose = RowPurpose.TRAINING.label();
        long[] position = {firstPosition};
        batches.batchUpdate(
                "INSERT INTO training_row (training_set, position, source, line, label, text, digest, purpose)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
                BATCH_ROWS,
                (statement, row) -> {
                    statement.setString(1, set);
                    statement.setLong(2, position[0]++);
                    statement.setString(3, row.source().label());
                    statement.setLong(4, row.line());
                    statement.setInt(5, row.row().positive() ? 1 : 0);
                    statement.setString(6, row.row().text());
                    statement.setString(7, row.digest().hex());
                    statement.setString(8, purpose);
                });
    }

    /** The position behind the last row. */
    long end(String set) {
        return jdbc.sql("SELECT COALESCE(MAX(position), -1) + 1 FROM training_row WHERE training_set = :set")
                .param("set", set)
                .query(Long.class)
                .single();
    }

    /** Reads the rows for one purpose in their order, some at a time. */
    public void read(String set, RowPurpose purpose, Consumer<LabelledRow> reader) {
        forEachPage(
                "SELECT position, label, text FROM training_row WHERE training_set = :set AND purpose = :purpose"
                        + " AND position > :behind ORDER BY position LIMIT :limit",
                set,
                purpose.label(),
                "",
                reader);
    }

    /** Reads the held-out rows of a set whose texts do not occur in another set. */
    public void readHeldOut(String set, String without, Consumer<LabelledRow> reader) {
        forEachPage(
                "SELECT position, label, text FROM training_row r WHERE training_set = :set AND purpose = :purpose"
                        + " AND position > :behind AND NOT EXISTS (SELECT 1 FROM training_row other"
                        + " WHERE other.training_set = :without AND other.digest = r.digest)"
                        + " ORDER BY position LIMIT :limit",
                set,
                RowPurpose.HELD_OUT.label(),
                without,
                reader);
    }

    /** In pages, because a transaction that reads all would keep the embedded database from writing. */
    private void forEachPage(String sql, String set, String purpose, String without, Consumer<LabelledRow> reader) {
        long behind = -1;
        List<Positioned> page;
        do {
            JdbcClient.StatementSpec statement = jdbc.sql(sql)
                    .param("set", set)
                    .param("purpose", purpose)
                    .param("behind", behind)
                    .param("limit", PAGE_ROWS);
            page = (without.isEmpty() ? statement : statement.param("without", without))
                    .query((row, number) -> new Positioned(
                            row.getLong("position"), new LabelledRow(row.getString("text"), row.getInt("label") == 1)))
                    .list();
            page.forEach(row -> reader.accept(row.row()));
            behind = page.isEmpty() ? behind : page.get(page.size() - 1).position();
        } while (page.size() == PAGE_ROWS);
    }

    private record Positioned(long position, LabelledRow row) {}
}

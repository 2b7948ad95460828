package io.sentiment.model;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Who did what and when. Entries are only ever added. Thread-safe. */
@Component
public final class AuditTrail {

    private final JdbcClient jdbc;
    private final Clock clock;

    /** Writes to the database of that client, at the time of that clock. */
    AuditTrail(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Adds an entry in the transaction of the act itself, so that neither is without the other.
     *
     * @throws IllegalStateException if the calling thread has no transaction
     */
    public void record(String who, String action, String subject, String detail) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An audit entry belongs into the transaction of what it tells.");
        }
        jdbc.sql("INSERT INTO audit_entry (happened_at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?)")
                .params(clock.millis(), who, action, subject, detail)
                .update();
    }

    /** At most {@code limit} entries below the number {@code before}, newest first. */
    public List<Entry> entries(long before, int limit) {
        return jdbc.sql("""
                        SELECT id, happened_at, actor, action, subject, detail FROM audit_entry
                        WHERE id < ? ORDER BY id DESC LIMIT ?""").params(before, limit).query(AuditTrail::entry).list();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getLong("id"),
                Instant.ofEpochMilli(row.getLong("happened_at")),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"));
    }

    /**
     * One administrative act. Immutable.
     *
     * @param id rises from entry to entry
     * @param at when it happened
     * @param who did it
     * @param action what was done, as a word such as {@code version-added}
     * @param subject what it was done to
     * @param detail anything else, or empty
     */
    @Schema(name = "AuditEntry")
    public record Entry(long id, Instant at, String who, String action, String subject, String detail) {}
}

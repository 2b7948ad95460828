package io.sentiment.model;

import io.sentiment.model.bundle.ModelVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The champions of all models in the database, which every replica follows. Every method throws
 * {@link DataAccessException} or a {@code TransactionException} when the database is away. Thread-safe.
 */
@Component
public final class Champions {

    /** Who returns an alias when a version cannot be served, and who promotes what was shipped. */
    static final String SERVICE = "the service";

    /** A previous version that has been deleted since is none. */
    private static final String SELECT = """
            SELECT alias.model, alias.version, previous.version AS previous_version, changed_at, changed_by, reason,
                rejected_version
            FROM model_alias alias LEFT JOIN model_version previous
                ON previous.model = alias.model AND previous.version = alias.previous_version
            WHERE alias.alias = 'champion'""";

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final VersionStore versions;
    private final AuditTrail audit;
    private final Clock clock;

    Champions(
            JdbcClient jdbc, TransactionOperations transactions, VersionStore versions, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.versions = versions;
        this.audit = audit;
        this.clock = clock;
    }

    /** All champions by the names of their models. */
    public List<Champion> all() {
        return jdbc.sql(SELECT + " ORDER BY alias.model")
                .query(Champions::champion)
                .list();
    }

    /** The champion of a model, if it has one. */
    public Optional<Champion> find(String model) {
        return jdbc.sql(SELECT + " AND alias.model = ?")
                .param(model)
                .query(Champions::champion)
                .optional();
    }

    /**
     * Makes a version the champion, be it newer or older than the present one. Nothing changes if it is champion
     * already. Joins the transaction of the caller if there is one.
     *
     * @throws UnknownModelException if there is no such version
     */
    public Champion promote(String model, int version, String who, String reason) {
        return transactions.execute(transaction -> {
            if (!versions.lock(model, version)) {
                throw new UnknownModelException(model, version);
            }
            int changed = jdbc.sql("""
                            INSERT INTO model_alias (model, alias, version, changed_at, changed_by, reason)
                            VALUES (?, 'champion', ?, ?, ?, ?)
                            ON CONFLICT (model, alias) DO UPDATE SET
                                previous_version = model_alias.version, version = excluded.version,
                                changed_at = excluded.changed_at, changed_by = excluded.changed_by,
                                reason = excluded.reason, rejected_version = NULL
                            WHERE model_alias.version <> excluded.version""")
                    .params(model, version, clock.millis(), who, reason)
                    .update();
            Champion champion = find(model).orElseThrow();
            if (changed > 0) {
                audit.record(who, "champion-changed", champion.modelVersion().toString(), reason);
            }
            return champion;
        });
    }

    /**
     * Whether a version is the champion, and stays it until the caller's transaction ends: nobody else can promote
     * meanwhile.
     */
    public boolean lock(String model, int version) {
        return jdbc.sql("UPDATE model_alias SET reason = reason WHERE model = ? AND alias = 'champion' AND version = ?")
                        .params(model, version)
                        .update()
                > 0;
    }

    /**
     * Returns the alias to the version before, unless it has been moved meanwhile, or there was none before.
     *
     * @param rejected the champion that cannot be served
     * @param reason one sentence
     * @return whether this call has returned it
     */
    public boolean reject(Champion rejected, String reason) {
        Integer previous = rejected.previousVersion();
        if (previous == null) {
            return false;
        }
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            if (!versions.lock(rejected.model(), previous)) {
                return false;
            }
            long now = clock.millis();
            int changed = jdbc.sql("""
                            UPDATE model_alias SET version = previous_version, previous_version = NULL,
                                rejected_version = version, changed_at = ?, changed_by = ?, reason = ?
                            WHERE model = ? AND alias = 'champion' AND version = ? AND previous_version = ?
                                AND changed_at = ?""")
                    .params(
                            now,
                            SERVICE,
                            reason,
                            rejected.model(),
                            rejected.version(),
                            previous,
                            rejected.changedAt().toEpochMilli())
                    .update();
            if (changed > 0) {
                jdbc.sql("INSERT INTO champion_rejection (model, version, rejected_at, rejected_by, reason)"
                                + " VALUES (?, ?, ?, ?, ?)")
                        .params(rejected.model(), rejected.version(), now, SERVICE, reason)
                        .update();
                audit.record(
                        SERVICE, "champion-rejected", rejected.modelVersion().toString(), reason);
            }
            return changed > 0;
        }));
    }

    /** The last time that a version was champion and could not be served, if ever. Versions that are no more count. */
    public Optional<Rejection> rejection(ModelVersion version) {
        return jdbc.sql("""
                        SELECT rejected_at, rejected_by, reason FROM champion_rejection
                        WHERE model = ? AND version = ? ORDER BY rejected_at DESC LIMIT 1""")
                .params(version.model(), version.version())
                .query((row, number) -> new Rejection(
                        version,
                        Instant.ofEpochMilli(row.getLong("rejected_at")),
                        row.getString("rejected_by"),
                        row.getString("reason")))
                .optional();
    }

    private static Champion champion(ResultSet row, int number) throws SQLException {
        return new Champion(
                row.getString("model"),
                row.getInt("version"),
                numberOrNull(row, "previous_version"),
                Instant.ofEpochMilli(row.getLong("changed_at")),
                row.getString("changed_by"),
                row.getString("reason"),
                numberOrNull(row, "rejected_version"));
    }

    private static @Nullable Integer numberOrNull(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? null : number;
    }

    /**
     * A version that became champion and could not be served.
     *
     * @param at when its alias returned to the version before
     * @param by who returned it
     * @param reason one sentence
     */
    public record Rejection(ModelVersion version, Instant at, String by, String reason) {}
}

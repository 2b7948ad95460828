package io.sentiment.training.job;

import io.sentiment.training.process.OrderJson;
import io.sentiment.training.process.TrainingReport;
import io.sentiment.training.upload.RetrainingSettings;
import io.sentiment.training.upload.Upload;
import io.sentiment.training.upload.UploadReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The retrainings of the database, for whoever asks about them; {@link JobRun} changes them. Thread-safe. */
final class JobStore {

    private static final String SELECT =
            "SELECT r.*, s.report FROM retraining r JOIN training_set s ON s.id = r.training_set";

    private final JdbcClient jdbc;
    private final Clock clock;

    JobStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds a retraining that waits for a runner. */
    void add(
            String id,
            Upload upload,
            RetrainingSettings settings,
            @Nullable String idempotencyKey,
            String fingerprint,
            String by) {
        long now = clock.millis();
        jdbc.sql("""
                        INSERT INTO retraining (id, model, training_set, state, settings, idempotency_key, fingerprint,
                            created_by, created_at, updated_at)
                        VALUES (:id, :model, :set, 'queued', :settings, :key, :fingerprint, :by, :now, :now)""")
                .param("id", id)
                .param("model", upload.model())
                .param("set", upload.set())
                .param("settings", OrderJson.line(settings))
                .param("key", idempotencyKey)
                .param("fingerprint", fingerprint)
                .param("by", by)
                .param("now", now)
                .update();
    }

    Optional<Job> find(String id) {
        return jdbc.sql(SELECT + " WHERE r.id = :id")
                .param("id", id)
                .query(JobStore::retraining)
                .optional();
    }

    Optional<Job> findByKey(String idempotencyKey) {
        return jdbc.sql(SELECT + " WHERE r.idempotency_key = :key")
                .param("key", idempotencyKey)
                .query(JobStore::retraining)
                .optional();
    }

    /** The retraining that made a version. */
    Optional<Job> findByVersion(String model, int version) {
        return jdbc.sql(SELECT + " WHERE r.model = :model AND r.version = :version")
                .param("model", model)
                .param("version", version)
                .query(JobStore::retraining)
                .optional();
    }

    /** Newest first. */
    JobPage list(@Nullable String model, @Nullable JobState state, int page, int size) {
        String wanted = " WHERE (CAST(:model AS TEXT) IS NULL OR r.model = :model)"
                + " AND (CAST(:state AS TEXT) IS NULL OR r.state = :state)";
        String label = state == null ? null : state.label();
        long total = jdbc.sql("SELECT COUNT(*) FROM retraining r" + wanted)
                .param("model", model)
                .param("state", label)
                .query(Long.class)
                .single();
        List<Job> retrainings = jdbc.sql(
                        SELECT + wanted + " ORDER BY r.created_at DESC, r.id LIMIT :size OFFSET :offset")
                .param("model", model)
                .param("state", label)
                .param("size", size)
                .param("offset", (long) page * size)
                .query(JobStore::retraining)
                .list();
        return new JobPage(retrainings, page, size, total);
    }

    private static Job retraining(ResultSet row, int number) throws SQLException {
        return new Job(
                row.getString("id"),
                row.getString("model"),
                row.getString("training_set"),
                JobState.ofLabel(row.getString("state")),
                OrderJson.parse(row.getString("settings"), RetrainingSettings.class),
                OrderJson.parse(row.getString("report"), UploadReport.class),
                json(row.getString("progress"), JobProgress.class),
                json(row.getString("result"), TrainingReport.class),
                row.getString("reason"),
                number(row, "version"),
                number(row, "champion"),
                number(row, "expected_version"),
                row.getString("checkpoint"),
                row.getInt("cancel_requested") == 1,
                row.getInt("attempts"),
                row.getString("fingerprint"),
                row.getString("created_by"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")),
                time(row, "started_at"),
                time(row, "ended_at"));
    }

    private static <T> @Nullable T json(@Nullable String text, Class<T> type) {
        return text == null ? null : OrderJson.parse(text, type);
    }

    private static @Nullable Integer number(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(value);
    }
}

package io.sentiment.training.job;

import io.sentiment.training.process.OrderJson;
import io.sentiment.training.process.TrainingReport;
import io.sentiment.training.upload.ChallengerSettings;
import io.sentiment.training.upload.Upload;
import io.sentiment.training.upload.UploadReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of jobs, which nobody else writes. Thread-safe. */
final class JobStore {

    private static final String SELECT =
            "SELECT r.*, s.report FROM retraining r JOIN training_set s ON s.id = r.training_set";

    private static final String WANTED = " WHERE (CAST(:model AS TEXT) IS NULL OR r.model = :model)"
            + " AND (CAST(:state AS TEXT) IS NULL OR r.state = :state)";

    private final JdbcClient jdbc;
    private final Clock clock;

    JobStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds a job that waits for a runner. */
    void add(
            String id,
            Upload upload,
            ChallengerSettings settings,
            @Nullable String idempotencyKey,
            String checksum,
            String by) {
        long now = clock.millis();
        jdbc.sql("""
                        INSERT INTO retraining (id, model, training_set, state, settings, idempotency_key, fingerprint,
                            created_by, created_at, updated_at)
                        VALUES (:id, :model, :set, :state, :settings, :key, :fingerprint, :by, :now, :now)""")
                .param("id", id)
                .param("model", upload.model())
                .param("set", upload.set())
                .param("state", JobState.QUEUED.label())
                .param("settings", OrderJson.line(settings))
                .param("key", idempotencyKey)
                .param("fingerprint", checksum)
                .param("by", by)
                .param("now", now)
                .update();
    }

    /**
     * Changes a job, whoever else changes it meanwhile: then the change is made to what the others have left.
     *
     * @return the changed job; empty if there was nothing to change
     * @throws JobException.Unknown if there is no such job
     * @throws JobException if the change refuses
     */
    Optional<Job> change(String id, UnaryOperator<Job> change) {
        while (true) {
            Job before = find(id).orElseThrow(() -> new JobException.Unknown(id));
            Job after = change.apply(before);
            if (after.equals(before)) {
                return Optional.empty();
            }
            if (write(before, after)) {
                return Optional.of(after);
            }
        }
    }

    /**
     * Changes the job of a runner. In a transaction the job is locked until its end, also if there is nothing to change.
     *
     * @param own the job as the runner began with it
     * @return the changed job
     * @throws JobException.Lost if another runner has taken over, or the job has ended
     */
    Job changeOwn(Job own, UnaryOperator<Job> change) {
        while (true) {
            Job before = findOwn(own);
            Job after = change.apply(before);
            if (write(before, after)) {
                return after;
            }
        }
    }

    /**
     * The job of a runner as it is now.
     *
     * @param own the job as the runner began with it
     * @throws JobException.Lost if another runner has taken over, or the job has ended
     */
    Job findOwn(Job own) {
        Job job = find(own.id()).orElseThrow(() -> new JobException.Unknown(own.id()));
        job.requireTurnOf(own);
        return job;
    }

    Optional<Job> find(String id) {
        return jdbc.sql(SELECT + " WHERE r.id = :id")
                .param("id", id)
                .query(JobStore::job)
                .optional();
    }

    Optional<Job> findByKey(String idempotencyKey) {
        return jdbc.sql(SELECT + " WHERE r.idempotency_key = :key")
                .param("key", idempotencyKey)
                .query(JobStore::job)
                .optional();
    }

    /** The job that made a version. */
    Optional<Job> findByVersion(String model, int version) {
        return jdbc.sql(SELECT + " WHERE r.model = :model AND r.version = :version")
                .param("model", model)
                .param("version", version)
                .query(JobStore::job)
                .optional();
    }

    /** Newest first. */
    List<Job> list(@Nullable String model, @Nullable JobState state, int limit, long offset) {
        return jdbc.sql(SELECT + WANTED + " ORDER BY r.created_at DESC, r.id LIMIT :limit OFFSET :offset")
                .param("model", model)
                .param("state", state == null ? null : state.label())
                .param("limit", limit)
                .param("offset", offset)
                .query(JobStore::job)
                .list();
    }

    long count(@Nullable String model, @Nullable JobState state) {
        return jdbc.sql("SELECT COUNT(*) FROM retraining r" + WANTED)
                .param("model", model)
                .param("state", state == null ? null : state.label())
                .query(Long.class)
                .single();
    }

    /** Writes what has changed, and returns false if the job is not as it was read any more. */
    private boolean write(Job before, Job after) {
        Map<String, @Nullable Object> values = changing(after);
        values.entrySet().removeAll(changing(before).entrySet());
        values.put("updated_at", clock.millis());
        StringBuilder columns = new StringBuilder();
        values.keySet()
                .forEach(column ->
                        columns.append(column).append(" = :").append(column).append(", "));
        columns.setLength(columns.length() - 2);
        return jdbc.sql("UPDATE retraining SET " + columns + " WHERE id = :id AND state = :state_before"
                                + " AND attempts = :attempts_before AND cancel_requested = :cancel_before")
                        .params(values)
                        .param("id", before.id())
                        .param("state_before", before.state().label())
                        .param("attempts_before", before.turn().attempts())
                        .param("cancel_before", before.standing().cancelRequested() ? 1 : 0)
                        .update()
                > 0;
    }

    private static Map<String, @Nullable Object> changing(Job job) {
        Job.Standing standing = job.standing();
        Job.Versions versions = job.versions();
        Job.Challenger challenger = job.challenger();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("state", standing.state().label());
        values.put("reason", standing.reason());
        values.put("cancel_requested", standing.cancelRequested() ? 1 : 0);
        values.put("started_at", milliseconds(standing.startedAt()));
        values.put("ended_at", milliseconds(standing.endedAt()));
        values.put("runner", job.turn().runner());
        values.put("attempts", job.turn().attempts());
        values.put("champion", versions == null ? null : versions.champion());
        values.put("expected_version", versions == null ? null : versions.expectedChallenger());
        values.put("progress", json(job.progress()));
        values.put("checkpoint", job.checkpoint());
        values.put("version", challenger == null ? null : challenger.version());
        values.put("result", challenger == null ? null : json(challenger.report()));
        return values;
    }

    private static @Nullable Long milliseconds(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static @Nullable String json(@Nullable Object value) {
        return value == null ? null : OrderJson.line(value);
    }

    private static Job job(ResultSet row, int number) throws SQLException {
        Integer champion = number(row, "champion");
        Integer expected = number(row, "expected_version");
        Integer version = number(row, "version");
        String result = row.getString("result");
        String progress = row.getString("progress");
        return new Job(
                row.getString("id"),
                request(row),
                standing(row),
                new Job.Turn(row.getString("runner"), row.getInt("attempts")),
                champion == null || expected == null ? null : new Job.Versions(champion, expected),
                progress == null ? null : OrderJson.parse(progress, JobProgress.class),
                row.getString("checkpoint"),
                version == null || result == null
                        ? null
                        : new Job.Challenger(
                                version, OrderJson.parse(result, TrainingReport.class, TrainingReport.ABSENT)));
    }

    private static Job.Request request(ResultSet row) throws SQLException {
        return new Job.Request(
                row.getString("model"),
                row.getString("training_set"),
                OrderJson.parse(row.getString("settings"), ChallengerSettings.class, ChallengerSettings.ABSENT),
                OrderJson.parse(row.getString("report"), UploadReport.class, UploadReport.ABSENT),
                row.getString("fingerprint"),
                row.getString("created_by"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }

    private static Job.Standing standing(ResultSet row) throws SQLException {
        return new Job.Standing(
                JobState.ofLabel(row.getString("state")),
                row.getString("reason"),
                row.getInt("cancel_requested") == 1,
                Instant.ofEpochMilli(row.getLong("updated_at")),
                time(row, "started_at"),
                time(row, "ended_at"));
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

package io.sentiment.training.upload;

import io.sentiment.training.process.OrderJson;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The training sets of the database, without their rows; nothing else writes them. Thread-safe. */
public final class TrainingSets {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final TrainingRowWriter rows;
    private final Clock clock;

    public TrainingSets(JdbcClient jdbc, TransactionOperations transactions, TrainingRowWriter rows, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rows = rows;
        this.clock = clock;
    }

    /** Begins a set that is being received, and returns its id. */
    String begin(String model, String by) {
        String id = UUID.randomUUID().toString();
        long now = clock.millis();
        jdbc.sql("INSERT INTO training_set (id, model, state, created_at, created_by, touched_at)"
                        + " VALUES (:id, :model, 'receiving', :now, :by, :now)")
                .param("id", id)
                .param("model", model)
                .param("now", now)
                .param("by", by)
                .update();
        return id;
    }

    /**
     * Says that somebody still receives the set.
     *
     * @throws UploadException.Abandoned if it has been removed, because nobody has said so for too long
     */
    void touch(String id) {
        int touched = jdbc.sql("UPDATE training_set SET touched_at = :now WHERE id = :id AND state = 'receiving'")
                .param("now", clock.millis())
                .param("id", id)
                .update();
        if (touched == 0) {
            throw new UploadException.Abandoned();
        }
    }

    /** From now on the set is never changed or removed. */
    void complete(String id, UploadReport report) {
        jdbc.sql("UPDATE training_set SET state = 'complete', report = :report WHERE id = :id")
                .param("report", OrderJson.line(report))
                .param("id", id)
                .update();
    }

    /** Removes a set unless it is complete. */
    void abandon(String id) {
        transactions.executeWithoutResult(transaction -> {
            rows.removeReceived(id);
            jdbc.sql("DELETE FROM training_set WHERE id = :id AND state = 'receiving'")
                    .param("id", id)
                    .update();
        });
    }

    /** Removes the sets that nobody has received anything of for that long; returns how many there were. */
    public int abandonUntouchedFor(Duration time) {
        List<String> abandoned = jdbc.sql(
                        "SELECT id FROM training_set WHERE state = 'receiving' AND touched_at <= :latest")
                .param("latest", clock.millis() - time.toMillis())
                .query(String.class)
                .list();
        abandoned.forEach(this::abandon);
        return abandoned.size();
    }
}

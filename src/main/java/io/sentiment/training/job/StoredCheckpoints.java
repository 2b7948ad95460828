package io.sentiment.training.job;

import io.sentiment.storage.AtomicFile;
import io.sentiment.storage.PieceOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Copies of training checkpoints in the database, so that a runner on any machine can go on. Thread-safe. */
final class StoredCheckpoints {

    private final JdbcClient jdbc;

    StoredCheckpoints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Stores a file piece by piece: a checkpoint of many megabytes in one transaction would keep others waiting. It
     * counts as soon as its job names it.
     *
     * @param job id of the job that may go on from it
     * @return its id
     */
    String write(String job, Path file) throws IOException {
        String id = UUID.randomUUID().toString();
        try (PieceOutput pieces = new PieceOutput((position, bytes) -> jdbc.sql(
                        "INSERT INTO retraining_checkpoint (id, position, retraining, file, bytes)"
                                + " VALUES (:id, :position, :retraining, :file, :bytes)")
                .param("id", id)
                .param("position", position)
                .param("retraining", job)
                .param("file", file.getFileName().toString())
                .param("bytes", bytes)
                .update())) {
            Files.copy(file, pieces);
        }
        return id;
    }

    /** Writes the file of a checkpoint into a folder. */
    void restore(String id, Path folder) throws IOException {
        Optional<String> file = jdbc.sql("SELECT DISTINCT file FROM retraining_checkpoint WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
        if (file.isPresent()) {
            AtomicFile.write(
                    folder.resolve(file.get()), stream -> PieceOutput.join(position -> piece(id, position), stream));
        }
    }

    /** Deletes the checkpoints of a job but the one with that id. */
    void deleteOthers(String job, String id) {
        jdbc.sql("DELETE FROM retraining_checkpoint WHERE retraining = :retraining AND id <> :id")
                .param("retraining", job)
                .param("id", id)
                .update();
    }

    /** Deletes all checkpoints of a job. */
    void deleteAll(String job) {
        jdbc.sql("DELETE FROM retraining_checkpoint WHERE retraining = :retraining")
                .param("retraining", job)
                .update();
    }

    private Optional<byte[]> piece(String id, int position) {
        return jdbc.sql("SELECT bytes FROM retraining_checkpoint WHERE id = :id AND position = :position")
                .param("id", id)
                .param("position", position)
                .query(byte[].class)
                .optional();
    }
}

package io.sentiment.training.job;

import io.sentiment.storage.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Copies what a training process stored of its last epoch into the database and back. Thread-safe. */
final class Checkpoints {

    private static final int PIECE_BYTES = 1 << 20;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    Checkpoints(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Stores a file piece by piece: a checkpoint of many megabytes in one transaction would keep others waiting. It
     * counts as soon as it is used.
     *
     * @return its id
     */
    String write(JobRun run, Path file) throws IOException {
        String id = UUID.randomUUID().toString();
        try (InputStream stream = Files.newInputStream(file)) {
            int position = 0;
            for (byte[] piece = stream.readNBytes(PIECE_BYTES);
                    piece.length > 0;
                    piece = stream.readNBytes(PIECE_BYTES)) {
                jdbc.sql("INSERT INTO retraining_checkpoint (id, position, retraining, file, bytes)"
                                + " VALUES (:id, :position, :retraining, :file, :bytes)")
                        .param("id", id)
                        .param("position", position++)
                        .param("retraining", run.id())
                        .param("file", file.getFileName().toString())
                        .param("bytes", piece)
                        .update();
            }
        }
        return id;
    }

    /**
     * From now on the retraining goes on from this checkpoint, at that progress; all others are deleted.
     *
     * @throws LostJobException if another runner has taken over
     */
    void use(JobRun run, String id, JobProgress progress) {
        transactions.executeWithoutResult(transaction -> {
            run.checkpoint(id);
            run.progress(progress);
            jdbc.sql("DELETE FROM retraining_checkpoint WHERE retraining = :retraining AND id <> :id")
                    .param("retraining", run.id())
                    .param("id", id)
                    .update();
        });
    }

    /** Writes the files of a checkpoint into a folder. */
    void restore(String id, Path folder) throws IOException {
        Optional<String> file = jdbc.sql("SELECT DISTINCT file FROM retraining_checkpoint WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
        if (file.isPresent()) {
            AtomicFile.write(folder.resolve(file.get()), stream -> {
                Optional<byte[]> piece = piece(id, 0);
                for (int position = 1; piece.isPresent(); position++) {
                    stream.write(piece.get());
                    piece = piece(id, position);
                }
            });
        }
    }

    /** Removes all checkpoints of a retraining. */
    void delete(String retraining) {
        jdbc.sql("DELETE FROM retraining_checkpoint WHERE retraining = :retraining")
                .param("retraining", retraining)
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

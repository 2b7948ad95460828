package io.sentiment.prediction.batch;

import io.sentiment.network.Piece;
import io.sentiment.prediction.batch.Submission.OfPieces;
import io.sentiment.prediction.batch.Submission.OfTask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the worker does next.
 *
 * @param rows texts to compute together, perhaps of many submissions; a task is the only row of its batch
 * @param expired submissions that left the queue because their deadline had passed
 * @param together whether all threads of the engine compute it, and not one lane
 */
record Batch(List<Row> rows, List<Submission<?>> expired, boolean together) {

    List<Piece> pieces() {
        return rows.stream().map(Row::piece).toList();
    }

    /** The task that this batch is; null where the engine reads its texts. */
    @Nullable
    OfTask<?> task() {
        return !rows.isEmpty() && rows.get(0).submission() instanceof OfTask<?> task ? task : null;
    }

    int tokens() {
        return rows.stream().mapToInt(row -> row.piece().text().length()).sum();
    }

    /** The submissions that have texts in this batch, each once. */
    List<Submission<?>> submissions() {
        return rows.stream().<Submission<?>>map(Row::submission).distinct().toList();
    }

    /** One text in a batch, and which text of which submission it is. */
    record Row(Submission<?> submission, int index, Piece piece) {

        /** Hands an answer over; returns whether that was the last one which the submission missed. */
        boolean answer(Piece.Reading reading, long now) {
            return ((OfPieces) submission).answer(index, reading, now);
        }
    }
}

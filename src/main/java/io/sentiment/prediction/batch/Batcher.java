package io.sentiment.prediction.batch;

import io.sentiment.network.InferenceEngine;
import io.sentiment.network.Piece;
import io.sentiment.network.Piece.Reading;
import io.sentiment.prediction.batch.Submission.OfPieces;
import io.sentiment.prediction.batch.Submission.OfTask;
import io.sentiment.prediction.batch.Submission.Urgency;
import io.sentiment.prediction.batch.UnavailableException.DeadlineExceededException;
import io.sentiment.prediction.batch.UnavailableException.NotReadyException;
import io.sentiment.prediction.batch.UnavailableException.QueueFullException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes the texts of many requests together on the engine of one version. Thread-safe.
 *
 * <p>One worker thread owns the engine. It takes whatever waits, up to the size of a batch, so that batches grow with
 * the load and a text that comes alone does not wait for others. Where the engine has lanes, there is a worker for each of
 * the others too, and under load each worker computes batches of its own.
 */
public final class Batcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Batcher.class);

    private final InferenceEngine engine;
    private final LongSupplier nanoTime;
    private final BatchMetrics metrics;
    private final SubmissionQueue queue;
    private final List<InferenceEngine> lanes;
    private final Thread worker;
    private final List<Thread> helpers = new ArrayList<>();

    /**
     * Starts the worker.
     *
     * @param name of the worker thread
     * @param engine which the batcher takes over and closes
     * @param nanoTime a clock of nanoseconds, such as {@link System#nanoTime}
     */
    public Batcher(
            String name,
            InferenceEngine engine,
            BatchingProperties properties,
            LongSupplier nanoTime,
            BatchMetrics metrics) {
        this.engine = engine;
        this.nanoTime = nanoTime;
        this.metrics = metrics;
        this.lanes = engine.lanes();
        this.queue = new SubmissionQueue(properties, lanes.size(), nanoTime);
        metrics.watch(queue);
        for (int lane = 1; lane < lanes.size(); lane++) {
            int number = lane;
            helpers.add(started(() -> work(number), name + "-" + lane));
        }
        worker = started(this::workToTheEnd, name);
    }

    /**
     * Accepts texts to predict, and pieces to read on; element i of the result belongs to piece i. The result completes on
     * the worker thread, which whatever depends on it must not keep; it fails with {@link DeadlineExceededException} or
     * {@link PredictionFailedException}.
     *
     * @throws QueueFullException if the texts that wait leave no room
     * @throws NotReadyException if the batcher is closed
     */
    public Submission<List<Reading>> submit(List<Piece> pieces, Deadline deadline) {
        return accept(pieces, Urgency.PREDICTION, deadline);
    }

    /**
     * Accepts texts that the engine reads to look into another one, as {@link #submit} does; they do not keep predictions
     * waiting.
     */
    public Submission<List<Reading>> inspect(List<Piece> pieces, Deadline deadline) {
        return accept(pieces, Urgency.INSPECTION, deadline);
    }

    /**
     * Accepts a computation that is no work of the engine, as {@link #submit} does; it does not keep predictions waiting,
     * but for the time that it takes itself.
     *
     * @param text that it looks into
     * @param task runs on the worker thread
     */
    public <T> Submission<T> inspect(Piece text, Supplier<T> task, Deadline deadline) {
        return accept(new OfTask<>(text, task, deadline, nanoTime.getAsLong()));
    }

    private Submission<List<Reading>> accept(List<Piece> pieces, Urgency urgency, Deadline deadline) {
        OfPieces submission = new OfPieces(pieces, urgency, deadline, nanoTime.getAsLong());
        if (pieces.isEmpty()) {
            submission.complete();
            return submission;
        }
        return accept(submission);
    }

    private <R> Submission<R> accept(Submission<R> submission) {
        // Before the worker can see it: a submission that fails must have left the queue when the next batch is taken.
        var unused = submission.result().whenComplete((answer, failure) -> {
            if (failure != null) {
                queue.remove(submission);
            }
        });
        try {
            queue.add(submission);
        } catch (UnavailableException refused) {
            metrics.rejected(refused);
            throw refused;
        }
        return submission;
    }

    /** Stops taking texts, waits until those that were accepted are answered, and closes the engine. */
    @Override
    public void close() {
        queue.close();
        try {
            worker.join();
        } catch (InterruptedException interrupted) {
            // The worker goes on and closes the engine when it is done.
            Thread.currentThread().interrupt();
        }
        metrics.close();
    }

    private static Thread started(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void workToTheEnd() {
        try (engine) {
            work(0);
            for (Thread helper : helpers) {
                helper.join();
            }
        } catch (InterruptedException interrupted) {
            // Nobody has this thread to interrupt it.
            throw new IllegalStateException(interrupted);
        }
    }

    private void work(int lane) {
        try {
            for (Batch batch = queue.take(lane); batch != null; batch = queue.take(lane)) {
                batch.expired().forEach(this::expire);
                if (!batch.rows().isEmpty()) {
                    compute(batch, batch.together() || lanes.isEmpty() ? engine : lanes.get(lane));
                }
                queue.done();
            }
        } catch (InterruptedException interrupted) {
            // Nobody has this thread to interrupt it.
            throw new IllegalStateException(interrupted);
        }
    }

    private void expire(Submission<?> submission) {
        DeadlineExceededException reason = new DeadlineExceededException();
        metrics.rejected(reason);
        submission.fail(reason);
    }

    // Whatever goes wrong, also OutOfMemoryError, which JavaCPP throws for native memory, must not end the worker:
    // every later request would wait for nothing.
    private void compute(Batch batch, InferenceEngine reader) {
        OfTask<?> task = batch.task();
        List<Reading> readings = List.of();
        try {
            if (task == null) {
                readings = read(batch, reader);
            } else {
                task.compute();
            }
        } catch (Throwable failure) {
            LOG.error(
                    "{} failed on a batch of {} texts",
                    worker.getName(),
                    batch.rows().size(),
                    failure);
            PredictionFailedException reason = new PredictionFailedException("The engine failed.", failure);
            batch.submissions().forEach(submission -> submission.fail(reason));
            return;
        }
        metrics.computed(batch);
        long now = nanoTime.getAsLong();
        if (task != null) {
            task.answeredAt(now);
            complete(task);
        }
        for (int row = 0; row < readings.size(); row++) {
            if (batch.rows().get(row).answer(readings.get(row), now)) {
                complete(batch.rows().get(row).submission());
            }
        }
    }

    private void complete(Submission<?> answered) {
        metrics.answered(answered.timing());
        answered.complete();
    }

    private static List<Reading> read(Batch batch, InferenceEngine reader) {
        List<Reading> readings = reader.read(batch.pieces());
        if (readings.size() != batch.rows().size()) {
            throw new IllegalStateException("The engine gave " + readings.size() + " answers for "
                    + batch.rows().size() + " texts.");
        }
        return readings;
    }

    /** An engine failed on a batch. Its cause is for the log, not for the client. */
    public static final class PredictionFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public PredictionFailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

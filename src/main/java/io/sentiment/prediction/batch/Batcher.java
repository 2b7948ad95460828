package io.sentiment.prediction.batch;

import io.sentiment.network.InferenceEngine;
import io.sentiment.prediction.batch.UnavailableException.DeadlineExceededException;
import io.sentiment.prediction.batch.UnavailableException.NotReadyException;
import io.sentiment.prediction.batch.UnavailableException.QueueFullException;
import io.sentiment.text.EncodedText;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes the texts of many requests together on the engine of one version. Thread-safe.
 *
 * <p>One worker thread owns the engine. It takes whatever waits, up to the size of a batch, so that batches grow with
 * the load and a text that comes alone does not wait for others.
 */
public final class Batcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Batcher.class);

    private final InferenceEngine engine;
    private final LongSupplier nanoTime;
    private final BatchMetrics metrics;
    private final SubmissionQueue queue;
    private final Thread worker;

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
        this.queue = new SubmissionQueue(properties, nanoTime);
        metrics.watch(queue);
        worker = new Thread(this::work, name);
        worker.setDaemon(true);
        worker.start();
    }

    /**
     * Accepts texts, whose result is the probability for each that it is positive; element i belongs to text i.
     * Cancelling the result frees the places of the texts that still wait. It completes on the worker thread, which
     * whatever depends on it must not keep; it fails with {@link DeadlineExceededException} or
     * {@link PredictionFailedException}.
     *
     * @throws QueueFullException if the texts that wait leave no room
     * @throws NotReadyException if the batcher is closed
     */
    public Submission submit(List<EncodedText> texts, Deadline deadline) {
        Submission submission = new Submission(texts, deadline, nanoTime.getAsLong());
        if (texts.isEmpty()) {
            submission.complete();
            return submission;
        }
        // Before the worker can see it: a submission that fails must have left the queue when the next batch is taken.
        var unused = submission.result().whenComplete((probabilities, failure) -> {
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

    private void work() {
        try (engine) {
            for (Batch batch = queue.take(); batch != null; batch = queue.take()) {
                batch.expired().forEach(this::expire);
                if (!batch.rows().isEmpty()) {
                    compute(batch);
                }
            }
        } catch (InterruptedException interrupted) {
            // Nobody has this thread to interrupt it.
            throw new IllegalStateException(interrupted);
        }
    }

    private void expire(Submission submission) {
        DeadlineExceededException reason = new DeadlineExceededException();
        metrics.rejected(reason);
        submission.fail(reason);
    }

    // Whatever goes wrong, also OutOfMemoryError, which JavaCPP throws for native memory, must not end the worker:
    // every later request would wait for nothing.
    private void compute(Batch batch) {
        float[] probabilities;
        try {
            probabilities = engine.positiveProbabilities(batch.texts());
            if (probabilities.length != batch.rows().size()) {
                throw new IllegalStateException("The engine gave " + probabilities.length + " answers for "
                        + batch.rows().size() + " texts.");
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
        deliver(batch, probabilities);
    }

    private void deliver(Batch batch, float[] probabilities) {
        long now = nanoTime.getAsLong();
        for (int row = 0; row < probabilities.length; row++) {
            Submission submission = batch.rows().get(row).submission();
            if (submission.answer(batch.rows().get(row).index(), probabilities[row], now)) {
                metrics.answered(submission.timing());
                submission.complete();
            }
        }
    }

    /** An engine failed on a batch. Its cause is for the log, not for the client. */
    public static final class PredictionFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public PredictionFailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

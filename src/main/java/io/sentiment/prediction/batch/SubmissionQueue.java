package io.sentiment.prediction.batch;

import io.sentiment.prediction.batch.Submission.OfTask;
import io.sentiment.prediction.batch.Submission.Urgency;
import io.sentiment.prediction.batch.UnavailableException.NotReadyException;
import io.sentiment.prediction.batch.UnavailableException.QueueFullException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Submissions that wait for a batch. Predictions and inspections wait in lines of their own, each bounded in texts and
 * tokens, so that neither takes the room of the other. Thread-safe.
 *
 * <p>Batches take one text of each submission in turn, so that a request of one text need not wait until a request of
 * hundreds before it is done: with n submissions waiting, each gets every n-th place. A batch is of one line: while both
 * wait, {@link BatchingProperties#inspectionShare} of them are inspections.
 */
final class SubmissionQueue {

    private final BatchingProperties properties;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Line predictions = new Line();
    private final Line inspections = new Line();

    /** How many batches of inspections are due: a fraction grows with each batch of predictions that they let pass. */
    private double due;

    private boolean closed;

    SubmissionQueue(BatchingProperties properties, LongSupplier nanoTime) {
        this.properties = properties;
        this.nanoTime = nanoTime;
    }

    /**
     * Accepts a submission. One that is larger than the whole queue is accepted when nothing else waits in its line: it
     * would otherwise be told for ever to try again.
     *
     * @throws QueueFullException if the texts that wait leave no room
     * @throws NotReadyException if the queue is closed
     */
    void add(Submission<?> submission) {
        lock.lock();
        try {
            if (closed) {
                throw new NotReadyException("The service is stopping.");
            }
            Line line = line(submission);
            if (!line.isEmpty() && !line.hasRoomFor(submission)) {
                throw new QueueFullException();
            }
            line.add(submission);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Frees the places of a submission that nobody waits for; does nothing when none of its texts waits. */
    void remove(Submission<?> submission) {
        lock.lock();
        try {
            line(submission).remove(submission);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for texts and takes a batch of them, or returns null once the queue is closed and empty. */
    @Nullable
    Batch take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Line line = awaitBatch();
            return line == null ? null : line.nextBatch(nanoTime.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** Refuses further submissions; those that wait are still taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The number of texts that wait. */
    int texts() {
        lock.lock();
        try {
            return predictions.texts + inspections.texts;
        } finally {
            lock.unlock();
        }
    }

    /** The number of tokens of the texts that wait. */
    int tokens() {
        lock.lock();
        try {
            return predictions.tokens + inspections.tokens;
        } finally {
            lock.unlock();
        }
    }

    private Line line(Submission<?> submission) {
        return submission.urgency() == Urgency.PREDICTION ? predictions : inspections;
    }

    /** The line whose turn it is, once it has a batch; null when the queue is closed and empty. */
    private @Nullable Line awaitBatch() throws InterruptedException {
        while (true) {
            if (!inspections.isEmpty() && (predictions.isEmpty() || due >= 1)) {
                due = Math.max(0, due - 1);
                return inspections;
            }
            if (predictions.isEmpty()) {
                if (closed) {
                    return null;
                }
                changed.await();
                continue;
            }
            long delay = closed ? 0 : predictions.remainingDelay();
            if (delay <= 0) {
                double share = properties.inspectionShare();
                due = inspections.isEmpty() ? 0 : due + share / (1 - share);
                return predictions;
            }
            long unused = changed.awaitNanos(delay); // The loop looks at the clock itself.
        }
    }

    /** Submissions of one urgency, in the order in which they get places. */
    private final class Line {

        private final Deque<Submission<?>> waiting = new ArrayDeque<>();
        private int texts;
        private int tokens;

        boolean isEmpty() {
            return waiting.isEmpty();
        }

        boolean hasRoomFor(Submission<?> submission) {
            // Differences instead of sums, which could overflow.
            return submission.waitingTexts() <= properties.queueTexts() - texts
                    && submission.waitingTokens() <= properties.queueTokens() - tokens;
        }

        void add(Submission<?> submission) {
            waiting.addLast(submission);
            texts += submission.waitingTexts();
            tokens += submission.waitingTokens();
        }

        void remove(Submission<?> submission) {
            if (waiting.remove(submission)) {
                free(submission);
            }
        }

        private void free(Submission<?> submission) {
            texts -= submission.waitingTexts();
            tokens -= submission.waitingTokens();
        }

        /** Nanoseconds that a batch should still wait for more texts. */
        long remainingDelay() {
            if (texts >= properties.maxTexts() || tokens >= properties.maxTokens()) {
                return 0;
            }
            long oldest =
                    waiting.stream().mapToLong(Submission::acceptedAt).min().orElseThrow();
            return oldest + properties.maxDelay().toNanos() - nanoTime.getAsLong();
        }

        Batch nextBatch(long now) {
            List<Batch.Row> rows = new ArrayList<>();
            List<Submission<?>> expired = new ArrayList<>();
            int batchTokens = 0;
            while (!waiting.isEmpty() && rows.size() < properties.maxTexts()) {
                Submission<?> submission = waiting.getFirst();
                if (submission.deadline().passed()) {
                    waiting.removeFirst();
                    free(submission);
                    expired.add(submission);
                    continue;
                }
                boolean isTask = submission instanceof OfTask;
                int length = submission.next().text().length();
                if (!rows.isEmpty() && (isTask || length > properties.maxTokens() - batchTokens)) {
                    break;
                }
                waiting.removeFirst();
                rows.add(submission.take(now));
                texts--;
                tokens -= length;
                batchTokens += length;
                if (submission.waitingTexts() > 0) {
                    waiting.addLast(submission);
                }
                if (isTask) {
                    break;
                }
            }
            return new Batch(rows, expired);
        }
    }
}

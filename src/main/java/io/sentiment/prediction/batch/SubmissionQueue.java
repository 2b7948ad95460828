package io.sentiment.prediction.batch;

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
 * Submissions that wait for a batch, bounded in texts and tokens. Thread-safe.
 *
 * <p>Batches take one text of each submission in turn, so that a request of one text need not wait until a request of
 * hundreds before it is done: with n submissions waiting, each gets every n-th place.
 */
final class SubmissionQueue {

    private final BatchingProperties properties;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Submission> waiting = new ArrayDeque<>();
    private int texts;
    private int tokens;
    private boolean closed;

    SubmissionQueue(BatchingProperties properties, LongSupplier nanoTime) {
        this.properties = properties;
        this.nanoTime = nanoTime;
    }

    /**
     * Accepts a submission. One that is larger than the whole queue is accepted when nothing else waits: it would
     * otherwise be told for ever to try again.
     *
     * @throws QueueFullException if the texts that wait leave no room
     * @throws NotReadyException if the queue is closed
     */
    void add(Submission submission) {
        lock.lock();
        try {
            if (closed) {
                throw new NotReadyException("The service is stopping.");
            }
            if (!waiting.isEmpty() && !hasRoomFor(submission)) {
                throw new QueueFullException();
            }
            waiting.addLast(submission);
            texts += submission.waitingTexts();
            tokens += submission.waitingTokens();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Frees the places of a submission that nobody waits for; does nothing when none of its texts waits. */
    void remove(Submission submission) {
        lock.lock();
        try {
            if (waiting.remove(submission)) {
                free(submission);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for texts and takes a batch of them, or returns null once the queue is closed and empty. */
    @Nullable
    Batch take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaitBatch();
            return waiting.isEmpty() ? null : nextBatch();
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
            return texts;
        } finally {
            lock.unlock();
        }
    }

    /** The number of tokens of the texts that wait. */
    int tokens() {
        lock.lock();
        try {
            return tokens;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoomFor(Submission submission) {
        // Differences instead of sums, which could overflow.
        return submission.waitingTexts() <= properties.queueTexts() - texts
                && submission.waitingTokens() <= properties.queueTokens() - tokens;
    }

    private void free(Submission submission) {
        texts -= submission.waitingTexts();
        tokens -= submission.waitingTokens();
    }

    private void awaitBatch() throws InterruptedException {
        while (!closed) {
            if (waiting.isEmpty()) {
                changed.await();
            } else {
                long delay = remainingDelay();
                if (delay <= 0) {
                    return;
                }
                long unused = changed.awaitNanos(delay); // The loop looks at the clock itself.
            }
        }
    }

    /** Nanoseconds that a batch should still wait for more texts. */
    private long remainingDelay() {
        if (texts >= properties.maxTexts() || tokens >= properties.maxTokens()) {
            return 0;
        }
        long oldest = waiting.stream().mapToLong(Submission::acceptedAt).min().orElseThrow();
        return oldest + properties.maxDelay().toNanos() - nanoTime.getAsLong();
    }

    private Batch nextBatch() {
        List<Batch.Row> rows = new ArrayList<>();
        List<Submission> expired = new ArrayList<>();
        long now = nanoTime.getAsLong();
        int batchTokens = 0;
        while (!waiting.isEmpty() && rows.size() < properties.maxTexts()) {
            Submission submission = waiting.getFirst();
            if (submission.deadline().passed()) {
                waiting.removeFirst();
                free(submission);
                expired.add(submission);
                continue;
            }
            int length = submission.next().length();
            if (!rows.isEmpty() && length > properties.maxTokens() - batchTokens) {
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
        }
        return new Batch(rows, expired);
    }
}

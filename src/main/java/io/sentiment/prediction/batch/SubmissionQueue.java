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
 *
 * <p>Where the engine has lanes, there is a worker for each. As long as few texts wait, the first worker alone takes all of
 * them, for all threads of the engine together. When enough wait for a good batch on each lane, the workers take a part each
 * and go on so for as long as one of them computes.
 */
final class SubmissionQueue {

    /** Texts from which on a lane reads its weights seldom enough to be as fast as a share of all threads together. */
    private static final int GOOD_BATCH = 16;

    private final BatchingProperties properties;
    private final int lanes;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition forFirst = lock.newCondition();
    private final Condition forOthers = lock.newCondition();
    private final Line predictions = new Line();
    private final Line inspections = new Line();

    /** How many batches of inspections are due: a fraction grows with each batch of predictions that they let pass. */
    private double due;

    private int computing;
    private boolean together;
    private boolean closed;

    /** @param lanes of the engine, 0 where there are none */
    SubmissionQueue(BatchingProperties properties, int lanes, LongSupplier nanoTime) {
        this.properties = properties;
        this.lanes = lanes;
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
            forFirst.signal();
            if (isWorkForOthers(line)) {
                forOthers.signalAll();
            }
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

    /**
     * Waits for texts and takes a batch of them, or returns null once the queue is closed and empty. The worker tells with
     * {@link #done()} when it has computed the batch.
     *
     * @param worker from 0 on, below the number of lanes where there are any
     */
    @Nullable
    Batch take(int worker) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Line line = awaitBatch(worker);
            if (line == null) {
                return null;
            }
            together = computing == 0 && !isEnoughForLanes(line);
            computing++;
            long now = nanoTime.getAsLong();
            return together
                    ? line.nextBatch(properties.maxTexts(), true, now)
                    : line.nextBatch(lanes == 0 ? properties.maxTexts() : textsOfLane(), false, now);
        } finally {
            lock.unlock();
        }
    }

    /** Ends what the batch that was taken last keeps other workers from. */
    void done() {
        lock.lock();
        try {
            computing--;
            together = false;
            forFirst.signal();
            forOthers.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Refuses further submissions; those that wait are still taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            forFirst.signal();
            forOthers.signalAll();
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

    private boolean isEnoughForLanes(Line line) {
        return lanes > 0 && line.texts >= lanes * GOOD_BATCH;
    }

    /** While each lane computes a batch, as much should wait as will be the next one; rows are computed in fours. */
    private int textsOfLane() {
        return Math.min(properties.maxTexts(), Math.max(GOOD_BATCH, properties.maxTexts() / (lanes + 1) / 4 * 4));
    }

    /** Whether workers other than the first may take what waits. */
    private boolean isWorkForOthers(Line line) {
        return !together && (computing > 0 || isEnoughForLanes(line));
    }

    private boolean mayTake(int worker) {
        return worker == 0 ? !together : isWorkForOthers(predictions.isEmpty() ? inspections : predictions);
    }

    private boolean isEmpty() {
        return predictions.isEmpty() && inspections.isEmpty();
    }

    /** The line whose turn it is, once it has a batch; null when the queue is closed and empty. */
    private @Nullable Line awaitBatch(int worker) throws InterruptedException {
        Condition changed = worker == 0 ? forFirst : forOthers;
        while (true) {
            if (lanes > 0 && !mayTake(worker) && !(closed && isEmpty())) {
                changed.await();
                continue;
            }
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

        /**
         * @param most texts of the batch
         * @param together whether it is for all threads of the engine
         */
        Batch nextBatch(int most, boolean together, long now) {
            List<Batch.Row> rows = new ArrayList<>();
            List<Submission<?>> expired = new ArrayList<>();
            int batchTokens = 0;
            while (!waiting.isEmpty() && rows.size() < most) {
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
            return new Batch(rows, expired, together);
        }
    }
}

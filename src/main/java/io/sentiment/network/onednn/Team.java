package io.sentiment.network.onednn;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one engine: its owner, who is member 0, and helpers that this team starts and ends. A time step takes
 * some 10 to 1,000 µs and ends in a barrier, and putting a thread to sleep and waking it takes about as long: members
 * spin for some microseconds and then give way to other threads at each turn. Helpers without work soon sleep.
 */
public final class Team implements AutoCloseable {

    /** Turns of a few nanoseconds each. */
    private static final int SPINS = 1_000;

    /** Turns of giving way, of about a microsecond each, before a helper sleeps. */
    private static final int IDLE_TURNS = 100;

    private final int members;
    private final Thread[] helpers;
    private final AtomicInteger arrivals = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private @Nullable IntConsumer work;
    private volatile int round;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    /** Starts the helpers of a team of that many, its owner included. */
    public Team(int members) {
        this.members = members;
        helpers = new Thread[members - 1];
        for (int member = 1; member < members; member++) {
            int number = member;
            Thread helper = new Thread(() -> help(number), "onednn-" + number);
            helper.setDaemon(true);
            helpers[member - 1] = helper;
            helper.start();
        }
    }

    /** How many threads work, the caller of {@link #run} included. */
    public int members() {
        return members;
    }

    /** The first of {@code count} rows that a member takes; it takes those before the first of the next member. */
    public long first(int member, long count) {
        return count * member / members;
    }

    /** Does work that needs no team: oneDNN computes its products on the calling thread, as it does for members. */
    public static void alone(Runnable work) {
        int threads = OpenMp.setThreads(1);
        try {
            work.run();
        } finally {
            OpenMp.setThreads(threads);
        }
    }

    /** Lets every member do its part of the work, from 0 on, and returns when all have. */
    public void run(IntConsumer newWork) {
        int threads = OpenMp.setThreads(1);
        try {
            work = newWork;
            failure = null;
            arrivals.set(0);
            finished.set(0);
            nextRound();
            for (Thread helper : helpers) {
                LockSupport.unpark(helper);
            }
            perform(0);
            for (int turn = 0; finished.get() < members; turn++) {
                pause(turn);
            }
        } finally {
            // What it refers to, such as the weights that an engine is made of, may be large, and the next may never
            // come.
            work = null;
            OpenMp.setThreads(threads);
        }
        Throwable thrown = failure;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown != null) {
            throw new IllegalStateException("A thread of the engine has failed.", thrown);
        }
    }

    /** Called by every member at the same place of its work: returns when all have called. */
    public void await() {
        int target = (arrivals.getAndIncrement() / members + 1) * members;
        for (int turn = 0; arrivals.get() < target; turn++) {
            if (failure != null) {
                throw new IllegalStateException("Another thread of the engine has failed.");
            }
            pause(turn);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        boolean interrupted = false;
        for (Thread helper : helpers) {
            while (helper.isAlive()) {
                try {
                    helper.join();
                } catch (InterruptedException e) {
                    // The helper uses memory that is released next.
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void help(int member) {
        OpenMp.setThreads(1);
        int done = 0;
        for (int turn = 0; !closed; turn++) {
            if (round != done) {
                done = round;
                perform(member);
                turn = 0;
            } else if (turn < SPINS + IDLE_TURNS) {
                pause(turn);
            } else {
                LockSupport.park(this);
            }
        }
    }

    private void perform(int member) {
        try {
            Objects.requireNonNull(work).accept(member);
        } catch (Throwable thrown) {
            if (failure == null) {
                failure = thrown;
            }
        } finally {
            finished.incrementAndGet();
        }
    }

    /** Only the owner writes the round; helpers wait for it to change. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void nextRound() {
        round++;
    }

    @SuppressWarnings("ThreadPriorityCheck") // Yielding is a courtesy here; nothing relies on it.
    private static void pause(int turn) {
        if (turn < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}

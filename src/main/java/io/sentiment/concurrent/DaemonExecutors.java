package io.sentiment.concurrent;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;

/** Executors whose threads have a name and do not keep the process alive. The caller shuts them down. */
public final class DaemonExecutors {

    private DaemonExecutors() {}

    /** One thread, which takes one task after the other. */
    public static ExecutorService single(String name) {
        return Executors.newSingleThreadExecutor(threads(name));
    }

    /** One thread for what nobody waits for, which gives way to the others where the system lets it. */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it.
    public static ExecutorService background(String name) {
        ThreadFactory threads = threads(name);
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = threads.newThread(task);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        });
    }

    /** So many threads, which take tasks when their time has come. Forgets tasks that are cancelled. */
    public static ScheduledExecutorService scheduled(String name, int threads) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(threads, threads(name));
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    private static ThreadFactory threads(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}

package io.sentiment.cli.train;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command finish when the process is told to stop (Ctrl-C or SIGTERM): from then on {@link #isRequested()} is
 * true, and the process ends when the command has closed this.
 */
final class Interruption implements AutoCloseable {

    private static final long SECONDS_TO_FINISH = 300;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "interruption");
    private volatile boolean requested;

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean isRequested() {
        return requested;
    }

    @Override
    public void close() {
        finished.countDown();
        if (!requested) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private void stop() {
        requested = true;
        try {
            if (!finished.await(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                System.err.println("The command did not finish in time and is ended.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

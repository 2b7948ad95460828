package io.sentiment.jar;

import static java.util.concurrent.TimeUnit.MINUTES;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Asks a service again and again, from its making until a version answers; fails with the first request that fails. */
final class FirstAnswer {

    private final CompletableFuture<Instant> time = new CompletableFuture<>();

    FirstAnswer(RetrainingCalls calls, int version) {
        // A thread for each: those of the common pool may be fewer than services.
        new Thread(() -> ask(calls, version), "first-answer").start();
    }

    /** When the version first answered. */
    Instant await() throws Exception {
        return time.get(2, MINUTES);
    }

    private void ask(RetrainingCalls calls, int version) {
        try {
            while (calls.answering() != version) {
                Thread.sleep(5);
            }
            time.complete(Instant.now());
        } catch (Exception | AssertionError e) {
            time.completeExceptionally(e);
        }
    }
}

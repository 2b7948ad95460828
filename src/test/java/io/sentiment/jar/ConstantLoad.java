package io.sentiment.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls again and again, from its making until it is closed or a call fails. */
final class ConstantLoad implements AutoCloseable {

    private final AtomicInteger calls = new AtomicInteger();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closed;

    ConstantLoad(Callable<?> call) {
        thread = new Thread(() -> repeat(call), "constant-load");
        thread.start();
    }

    void requireNoFailure() {
        assertThat(failure.getNow(null)).isNull();
        assertThat(calls).hasPositiveValue();
    }

    private void repeat(Callable<?> call) {
        try {
            while (!closed) {
                call.call();
                calls.incrementAndGet();
            }
        } catch (Exception | AssertionError e) {
            failure.complete(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}

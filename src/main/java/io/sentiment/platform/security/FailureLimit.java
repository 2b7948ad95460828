package io.sentiment.platform.security;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts wrong tokens by address and says which address has to wait. Remembers {@value #MAX_ADDRESSES} addresses at
 * most; the oldest windows make room. Thread-safe.
 */
final class FailureLimit {

    static final int MAX_ADDRESSES = 10_000;

    private final int limit;
    private final long windowNanos;
    private final LongSupplier nanoTime;

    /** In the order in which the windows began, which is also that in which they end. */
    private final Map<String, Window> windows = new LinkedHashMap<>();

    FailureLimit(int limit, Duration window, LongSupplier nanoTime) {
        this.limit = limit;
        this.windowNanos = window.toNanos();
        this.nanoTime = nanoTime;
    }

    /** How long an address has to wait until it may try again; zero if it need not. */
    synchronized Duration delay(String address) {
        long now = nanoTime.getAsLong();
        forgetEnded(now);
        Window window = windows.get(address);
        return window == null || window.failures < limit
                ? Duration.ZERO
                : Duration.ofNanos(windowNanos - (now - window.start));
    }

    /** Counts a wrong token; true if from now on the address has to wait. */
    synchronized boolean failed(String address) {
        long now = nanoTime.getAsLong();
        forgetEnded(now);
        Window window = windows.get(address);
        if (window == null) {
            makeRoom();
            window = new Window(now);
            windows.put(address, window);
        }
        window.failures++;
        return window.failures == limit;
    }

    private void forgetEnded(long now) {
        Iterator<Window> oldestFirst = windows.values().iterator();
        while (oldestFirst.hasNext() && now - oldestFirst.next().start >= windowNanos) {
            oldestFirst.remove();
        }
    }

    private void makeRoom() {
        if (windows.size() == MAX_ADDRESSES) {
            windows.remove(windows.keySet().iterator().next());
        }
    }

    private static final class Window {

        private final long start;
        private int failures;

        Window(long start) {
            this.start = start;
        }
    }
}

package io.sentiment.network.onednn;

import java.util.ArrayDeque;
import java.util.Deque;

/** What somebody has to release, the latest first. */
final class Owned implements AutoCloseable {

    private final Deque<Runnable> releases = new ArrayDeque<>();

    /** Takes a part over. */
    <T extends AutoCloseable> T add(T part) {
        releases.push(() -> {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("A part of the engine could not be released.", e);
            }
        });
        return part;
    }

    @Override
    public void close() {
        while (!releases.isEmpty()) {
            releases.pop().run();
        }
    }
}

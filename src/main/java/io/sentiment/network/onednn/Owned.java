package io.sentiment.network.onednn;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What somebody has to release, the latest first. */
public final class Owned implements AutoCloseable {

    private final Deque<Runnable> releases = new ArrayDeque<>();

    /** Takes a part over. */
    public <T extends AutoCloseable> T add(T part) {
        releases.push(() -> {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("A part of the engine could not be released.", e);
            }
        });
        return part;
    }

    /** Closes those of the parts that were made. */
    public static void closeAll(@Nullable AutoCloseable[] parts) throws Exception {
        for (AutoCloseable part : parts) {
            if (part != null) {
                part.close();
            }
        }
    }

    /** Releases what an owner has that could not be made whole; what fails now is added to the failure that is known. */
    public void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Releases all. A part that fails does not keep the others; the first failure is thrown in the end. */
    @Override
    public void close() {
        RuntimeException first = null;
        while (!releases.isEmpty()) {
            try {
                releases.pop().run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}

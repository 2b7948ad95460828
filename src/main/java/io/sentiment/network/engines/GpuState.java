package io.sentiment.network.engines;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the GPU of this process still computes, and why not. Thread-safe. */
final class GpuState {

    private static final Logger LOG = LoggerFactory.getLogger(GpuState.class);

    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

    /** From now on the CPU computes; told once, whoever finds out after the first. */
    void giveUp(Throwable failure) {
        if (reason.compareAndSet(null, String.valueOf(failure.getMessage()))) {
            LOG.warn("The GPU has failed, and the CPU computes until a restart: {}", failure.getMessage());
        }
        LOG.debug("The GPU has failed.", failure);
    }

    /** What the GPU failed with, or null while it computes. */
    @Nullable
    String reason() {
        return reason.get();
    }
}

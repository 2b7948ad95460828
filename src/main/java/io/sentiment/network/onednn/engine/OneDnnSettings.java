package io.sentiment.network.onednn.engine;

import io.sentiment.network.Precision;

/**
 * How an engine computes.
 *
 * @param precision the numbers of its matrix products
 * @param threads how many threads compute, the caller's included
 * @param tableBytes what the look-up table of the first layer may take of native memory; where it takes more, each
 *     token is projected when it is read
 */
public record OneDnnSettings(Precision precision, int threads, long tableBytes) {

    /** @throws IllegalArgumentException if there is no thread */
    public OneDnnSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("An engine needs at least 1 thread, not " + threads + ".");
        }
    }
}

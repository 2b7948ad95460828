package io.sentiment.network.cuda;

import io.sentiment.network.Architecture;
import io.sentiment.network.Precision;

/** The least memory with which an engine computes: one text at a time, and no table. */
public final class LeastMemory {

    private LeastMemory() {}

    /** In bytes, without what cuBLAS takes. */
    public static long of(Architecture architecture, Precision precision) {
        return MemoryPlan.least(architecture, Numbers.of(precision));
    }
}

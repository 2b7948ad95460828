package io.sentiment.network.onednn;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The OpenMP runtime that oneDNN shares with ND4J. Its number of threads is a setting of each thread: where it is 1,
 * oneDNN computes on the calling thread and starts or wakes no other.
 */
public final class OpenMp {

    private static final NativeOps ND4J = load();

    private OpenMp() {}

    /** Sets the number of threads for what the calling thread computes from now on; returns the number before. */
    static int setThreads(int threads) {
        int before = ND4J.ompGetMaxThreads();
        if (before != threads) {
            ND4J.setOmpNumThreads(threads);
        }
        return before;
    }

    /** Does some work, of which oneDNN computes its products on the calling thread. */
    public static void alone(Runnable work) {
        int threads = setThreads(1);
        try {
            work.run();
        } finally {
            setThreads(threads);
        }
    }

    private static NativeOps load() {
        // Loading ND4J is what makes its native operations known to their holder.
        Nd4j.getExecutioner();
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }
}

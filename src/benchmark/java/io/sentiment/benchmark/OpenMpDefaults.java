package io.sentiment.benchmark;

import ai.djl.engine.Engine;
import com.sun.jna.Function;
import com.sun.jna.Platform;
import io.sentiment.network.dl4j.ComputeDevice;
import io.sentiment.network.onednn.OneDnn;

/**
 * Loads the libraries so that each waits for its threads as it does in a program of its own. This program shortens the
 * waiting of OpenMP for ND4J and oneDNN by an environment variable; libtorch, which has an OpenMP of its own, is slower
 * with that, and must not see it. Each copy of OpenMP reads the variable once, when it is loaded.
 */
final class OpenMpDefaults {

    private OpenMpDefaults() {}

    /** To be called before anything else computes, with {@code GOMP_SPINCOUNT} set as {@code serve} sets it. */
    static void loadLibraries() {
        ComputeDevice.current();
        OneDnn.objection();
        if (Platform.isLinux()) {
            Function.getFunction("c", "unsetenv").invokeInt(new Object[] {"GOMP_SPINCOUNT"});
        }
        Engine.getEngine("PyTorch");
    }
}

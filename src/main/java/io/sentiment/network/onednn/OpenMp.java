package io.sentiment.network.onednn;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The OpenMP runtime of oneDNN, which ND4J shares where both are loaded. Its number of threads is a setting of each thread:
 * where it is 1, oneDNN computes on the calling thread and starts or wakes no other.
 */
final class OpenMp {

    /** By this name Linux knows it once it is loaded, wherever it was found. */
    private static final String ONEDNN = "libdnnl.so.2";

    private static final Threads THREADS = find();

    private OpenMp() {}

    /** Sets the number of threads for what the calling thread computes from now on; returns the number before. */
    static int setThreads(int threads) {
        int before = THREADS.threads();
        if (before != threads) {
            THREADS.setThreads(threads);
        }
        return before;
    }

    private static Threads find() {
        if (OneDnn.objection() != null || Platform.isWindows()) {
            return new OfNd4j();
        }
        // A look-up in a library also looks into those that it was linked with, and so finds the runtime that counts.
        Threads found = Direct.of(Platform.isLinux() ? ONEDNN : Loader.load(dnnl.class));
        return found == null ? new OfNd4j() : found;
    }

    /** What sets the threads. */
    private interface Threads {

        int threads();

        void setThreads(int threads);
    }

    /** The functions of OpenMP themselves; a call takes some tenths of a microsecond. */
    private static final class Direct implements Threads {

        private static final Map<String, String> NAMES =
                Map.of("maximumThreads", "omp_get_max_threads", "limitThreads", "omp_set_num_threads");

        static @Nullable Threads of(String library) {
            try {
                Native.register(
                        Direct.class,
                        NativeLibrary.getInstance(library, Map.of(Library.OPTION_FUNCTION_MAPPER, (FunctionMapper)
                                (loaded, method) -> NAMES.get(method.getName()))));
                return new Direct();
            } catch (LinkageError e) {
                return null;
            }
        }

        private static native int maximumThreads();

        private static native void limitThreads(int threads);

        @Override
        public int threads() {
            return maximumThreads();
        }

        @Override
        public void setThreads(int threads) {
            limitThreads(threads);
        }
    }

    /** Where there is no oneDNN, or its runtime cannot be found, ND4J sets the threads of its own. */
    private static final class OfNd4j implements Threads {

        private final NativeOps nd4j = load();

        private static NativeOps load() {
            // Loading ND4J is what makes its native operations known to their holder.
            Nd4j.getExecutioner();
            return NativeOpsHolder.getInstance().getDeviceNativeOps();
        }

        @Override
        public int threads() {
            return nd4j.ompGetMaxThreads();
        }

        @Override
        public void setThreads(int threads) {
            nd4j.setOmpNumThreads(threads);
        }
    }
}

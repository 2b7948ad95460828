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

    private static final Runtime RUNTIME = runtime();

    private OpenMp() {}

    /** Sets the number of threads for what the calling thread computes from now on; returns the number before. */
    static int setThreads(int threads) {
        int before = RUNTIME.threads();
        if (before != threads) {
            RUNTIME.setThreads(threads);
        }
        return before;
    }

    private static Runtime runtime() {
        // Whichever runtime oneDNN was linked with is the one to set: a look-up in a library also looks into those that
        // the
        // library was linked with.
        String bindings = Loader.load(dnnl.class);
        Runtime runtime = Platform.isWindows() ? null : Direct.of(Platform.isLinux() ? ONEDNN : bindings);
        return runtime == null ? new OfNd4j() : runtime;
    }

    /** What sets the threads. */
    private interface Runtime {

        int threads();

        void setThreads(int threads);
    }

    /** The functions of OpenMP themselves; a call takes some tenths of a microsecond. */
    private static final class Direct implements Runtime {

        private static final Map<String, String> NAMES =
                Map.of("maximumThreads", "omp_get_max_threads", "limitThreads", "omp_set_num_threads");

        static @Nullable Runtime of(String library) {
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

    /** Where a program cannot ask for the runtime of a library, ND4J can. */
    private static final class OfNd4j implements Runtime {

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

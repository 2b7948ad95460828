package io.sentiment.cli;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/**
 * Keeps the threads of OpenMP from spinning for long while they wait for each other. ND4J and oneDNN have a pool each,
 * and by default a thread that waits occupies its core for milliseconds. Where anything else wants a core, that is what
 * keeps the awaited thread from running: a training took five times as long beside one busy process.
 *
 * <p>GNU's OpenMP reads its environment when it is loaded, and Java cannot change the environment of its own process,
 * hence the call of C's {@code setenv}. A value that the user has set stands.
 *
 * @see <a href="https://gcc.gnu.org/onlinedocs/libgomp/GOMP_005fSPINCOUNT.html">GOMP_SPINCOUNT</a>
 */
final class OpenMpWaiting {

    private static final String SPIN_COUNT = "GOMP_SPINCOUNT";

    /** A few ten microseconds: longer than what lies between two products of one network. */
    private static final String SHORT = "1000";

    private OpenMpWaiting() {}

    /** To be called before ND4J or oneDNN is loaded. */
    static void shorten() {
        if (!Platform.isLinux() || System.getenv(SPIN_COUNT) != null || System.getenv("OMP_WAIT_POLICY") != null) {
            return;
        }
        try {
            Function.getFunction("c", "setenv").invokeInt(new Object[] {SPIN_COUNT, SHORT, 0});
        } catch (LinkageError e) {
            // Slower beside other processes, and nothing worse.
            System.err.println("Set the environment variable " + SPIN_COUNT + "=" + SHORT
                    + ", which this program could not do itself: " + e.getMessage());
        }
    }
}

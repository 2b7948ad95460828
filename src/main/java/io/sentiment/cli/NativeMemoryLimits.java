package io.sentiment.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Bounds native memory before JavaCPP reads its bounds. JavaCPP's own defaults, the heap and four times the heap, have
 * nothing to do with the memory that there is: a container would be killed first. A bound that the user sets as a system
 * property stands.
 */
final class NativeMemoryLimits {

    private static final String MAXIMUM_BYTES = "org.bytedeco.javacpp.maxbytes";
    private static final String MAXIMUM_PHYSICAL_BYTES = "org.bytedeco.javacpp.maxphysicalbytes";

    private NativeMemoryLimits() {}

    /**
     * Of the memory of the machine or container, the process may take 90 %; what the heap cannot take of that is for
     * native arrays, but at least a quarter of the memory.
     */
    static void apply() {
        long memory = memory();
        long process = memory / 10 * 9;
        long arrays = Math.max(process - Runtime.getRuntime().maxMemory(), memory / 4);
        setDefault(MAXIMUM_BYTES, arrays);
        setDefault(MAXIMUM_PHYSICAL_BYTES, process);
    }

    private static long memory() {
        // Aware of the limits of a container.
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    private static void setDefault(String property, long bytes) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Long.toString(bytes));
        }
    }
}

package io.sentiment.benchmark;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import com.sun.management.OperatingSystemMXBean;
import io.sentiment.network.ComputeDevice;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.nd4j.linalg.factory.Nd4j;

/** What the figures hold for. */
final class Machine {

    private Machine() {}

    /** A Markdown list. */
    static String describe() {
        ComputeDevice device = ComputeDevice.current();
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return String.format(
                Locale.ROOT,
                """
                - Processor: %s, %d cores, %s; %.0f GiB of memory
                - System: %s %s, Java %s (%s); load average at the end %.1f
                - Libraries: DL4J %s, libtorch %s, ONNX Runtime %s; %d threads each
                """,
                device.device(),
                system.getAvailableProcessors(),
                String.join(" ", device.cpuFeatures()),
                system.getTotalMemorySize() / (double) (1L << 30),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version(),
                System.getProperty("java.vm.vendor"),
                system.getSystemLoadAverage(),
                Nd4j.class.getPackage().getImplementationVersion(),
                Engine.getEngine("PyTorch").getVersion(),
                OrtEnvironment.getEnvironment().getVersion(),
                device.threads());
    }
}

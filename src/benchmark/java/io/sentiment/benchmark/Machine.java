package io.sentiment.benchmark;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import com.sun.management.OperatingSystemMXBean;
import io.sentiment.network.dl4j.ComputeDevice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
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
                - System: %s %s, Java %s (%s)
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
                dl4jVersion(),
                Engine.getEngine("PyTorch").getVersion(),
                OrtEnvironment.getEnvironment().getVersion(),
                device.threads());
    }

    private static String dl4jVersion() {
        Properties properties = new Properties();
        try (InputStream file = Nd4j.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
            properties.load(Objects.requireNonNull(file, "ND4J's own build writes this file."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "of unknown version");
    }
}

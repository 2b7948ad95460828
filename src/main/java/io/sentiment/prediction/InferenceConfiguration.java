package io.sentiment.prediction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sentiment.network.dl4j.ComputeDevice;
import io.sentiment.network.engines.EngineSelection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/** What computes the predictions: the engine, by the settings {@code sentiment.inference}. */
@Configuration(proxyBeanMethods = false)
class InferenceConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(InferenceConfiguration.class);

    @Bean
    EngineSelection engineSelection(InferenceProperties inference) {
        return EngineSelection.of(
                inference.engine(),
                inference.precision(),
                inference.threads(),
                inference.tableMemory().toBytes(),
                inference.deviceMemory().toBytes());
    }

    @Bean
    EngineFactory engineFactory(EngineSelection engines) {
        return engines::open;
    }

    /** Compares what the engines answer with what DL4J does. */
    @Bean
    Dl4jComparison dl4jComparison(InferenceProperties inference, EngineSelection engines, MeterRegistry meters) {
        return new Dl4jComparison(
                inference.verifyWithDl4j(), () -> EngineSelection.tolerance(engines.precision()), meters);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> comparisonWhenReady(Dl4jComparison comparison) {
        return ready -> comparison.begin();
    }

    /** Tells in {@code /actuator/info} of each open version whether DL4J agrees. */
    @Bean
    InfoContributor dl4jInfo(Dl4jComparison comparison) {
        return builder -> {
            Map<String, ?> details = comparison.details();
            if (!details.isEmpty()) {
                builder.withDetail("dl4j", details);
            }
        };
    }

    /** Tells in the log and in {@code /actuator/info} what computes. */
    @Bean
    InfoContributor deviceInfo(EngineSelection engines) {
        ComputeDevice device = engines.device();
        LOG.info(
                "Computing on {}: {}, {} threads, {}",
                device.backend(),
                device.device(),
                device.threads(),
                String.join(" ", device.cpuFeatures()));
        LOG.info(
                "Predicting with the engine {} in {} on {} threads",
                engines.engine(),
                engines.precision(),
                engines.threads());
        engines.gpu().ifPresent(gpu -> LOG.info("Predicting on the GPU {}", gpu));
        return builder -> builder.withDetail("device", device).withDetail("inference", details(engines));
    }

    /** Where there is a GPU, what it holds and whether it still computes. */
    @Bean
    MeterBinder gpuMetrics(EngineSelection engines) {
        return registry -> engines.gpu().ifPresent(gpu -> {
            Gauge.builder("sentiment.gpu.memory", engines, EngineSelection::gpuBytes)
                    .description("Memory of the GPU that weights, tables and states of all versions have")
                    .baseUnit(BaseUnits.BYTES)
                    .tag("gpu", gpu)
                    .register(registry);
            Gauge.builder(
                            "sentiment.gpu.failed",
                            engines,
                            selection -> selection.gpuFailure().isPresent() ? 1 : 0)
                    .description("1 since the GPU failed and the CPU computes instead")
                    .tag("gpu", gpu)
                    .register(registry);
        });
    }

    private static Map<String, Object> details(EngineSelection engines) {
        Map<String, Object> details = new TreeMap<>(Map.of(
                "engine", engines.engine(),
                "precision", engines.precision().label(),
                "threads", engines.threads()));
        engines.gpu().ifPresent(gpu -> details.put("gpu", gpu));
        return details;
    }

    /**
     * How predictions are computed.
     *
     * @param engine Engine that computes: dl4j, onednn, cuda, or auto for the fastest that the machine has.
     * @param precision Numbers in which matrices are multiplied: fp32, fp16, bf16 or int8.
     * @param threads Threads that compute for one version; 0 stands for all processors.
     * @param tableMemory What the look-up table of a version's embedding and input weights may take of native memory.
     * @param deviceMemory What the weights, tables and states of a version may take of the memory of a GPU.
     * @param verifyWithDl4j Whether DL4J answers the texts of each version's warm-up too, once the service is ready.
     */
    @Validated
    @ConfigurationProperties("sentiment.inference")
    record InferenceProperties(
            @DefaultValue("auto") String engine,
            @DefaultValue("fp32") String precision,
            @DefaultValue("0") @Min(0) @Max(1024) int threads,
            @DefaultValue("256MB") DataSize tableMemory,
            @DefaultValue("1GB") DataSize deviceMemory,
            @DefaultValue("true") boolean verifyWithDl4j) {}
}

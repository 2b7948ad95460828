package io.sentiment.prediction;

import io.sentiment.network.dl4j.ComputeDevice;
import io.sentiment.network.engines.EngineSelection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
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
                inference.tableMemory().toBytes());
    }

    @Bean
    EngineFactory engineFactory(EngineSelection engines) {
        return engines::open;
    }

    /** Tells in the log and in {@code /actuator/info} what computes. */
    @Bean
    InfoContributor deviceInfo(EngineSelection engines) {
        ComputeDevice device = ComputeDevice.current();
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
        return builder -> builder.withDetail("device", device)
                .withDetail(
                        "inference",
                        Map.of(
                                "engine", engines.engine(),
                                "precision", engines.precision().label(),
                                "threads", engines.threads()));
    }

    /**
     * How predictions are computed.
     *
     * @param engine Engine that computes: dl4j, onednn, or auto for the fastest that the machine has.
     * @param precision Numbers in which matrices are multiplied: fp32, bf16 or int8.
     * @param threads Threads that compute for one version; 0 stands for all processors.
     * @param tableMemory What the look-up table of a version's embedding and input weights may take of native memory.
     */
    @Validated
    @ConfigurationProperties("sentiment.inference")
    record InferenceProperties(
            @DefaultValue("auto") String engine,
            @DefaultValue("fp32") String precision,
            @DefaultValue("0") @Min(0) @Max(1024) int threads,
            @DefaultValue("256MB") DataSize tableMemory) {}
}

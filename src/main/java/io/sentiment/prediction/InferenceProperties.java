package io.sentiment.prediction;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

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
public record InferenceProperties(
        @DefaultValue("auto") String engine,
        @DefaultValue("fp32") String precision,
        @DefaultValue("0") @Min(0) @Max(1024) int threads,
        @DefaultValue("256MB") DataSize tableMemory) {}

package io.sentiment.model;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What bundles may be imported.
 *
 * @param bundle Bytes of a bundle's zip at most.
 * @param parameters Weights and biases of its network at most; the network takes four bytes of memory for each.
 */
@Validated
@ConfigurationProperties("sentiment.imports")
record ImportProperties(
        @DefaultValue("256MB") DataSize bundle,

        @DefaultValue("50000000") @Min(1) @Max(1_000_000_000)
        long parameters) {}

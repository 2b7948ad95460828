package io.sentiment.prediction;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How streams of newline-delimited JSON share the service with single requests.
 *
 * @param windowLines Lines that are predicted together at most; a stream has at most two such windows in memory.
 * @param maxStreams Streams that are open at the same time at most; each keeps a thread of the web server.
 */
@Validated
@ConfigurationProperties("sentiment.streaming")
public record StreamingProperties(
        @DefaultValue("64") @Min(1) int windowLines,
        @DefaultValue("64") @Min(1) int maxStreams) {}

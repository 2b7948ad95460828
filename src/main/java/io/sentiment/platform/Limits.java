package io.sentiment.platform;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How large a request may be.
 *
 * @param textsPerRequest Texts of one request at most.
 * @param charactersPerText Unicode characters (code points) of one text at most.
 * @param body Bytes of a request body at most, except of newline-delimited JSON, which is read line by line, and of
 *     the bundles and rows that are uploaded to the admin API.
 */
@Validated
@ConfigurationProperties("sentiment.limits")
public record Limits(
        @DefaultValue("256") @Min(1) int textsPerRequest,
        @DefaultValue("20000") @Min(1) int charactersPerText,
        @DefaultValue("2MB") DataSize body) {}

package io.sentiment.inspection.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much clients may look into at a time.
 *
 * @param maxTexts Texts of one request for explanations at most.
 * @param maxTokens Tokens of a text that is explained, or traced with all its units, or with a network that reads in both
 *     directions, at most.
 * @param maxSummaryTokens Tokens of a text at most of which a trace summarises the units.
 * @param maxVersions Versions whose weights are held in memory at most; of more, those that were not looked into longest
 *     are read again.
 */
@Validated
@ConfigurationProperties("sentiment.inspection")
record InspectionProperties(
        @DefaultValue("16") @Min(1) @Max(1_024) int maxTexts,
        @DefaultValue("512") @Min(1) @Max(65_536) int maxTokens,
        @DefaultValue("4096") @Min(1) @Max(65_536) int maxSummaryTokens,
        @DefaultValue("2") @Min(1) int maxVersions) {}

package io.sentiment.prediction.batch;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How waiting texts become batches; each served version of a model has a queue of its own.
 *
 * @param maxTexts Texts of one batch at most.
 * @param maxTokens Tokens of one batch at most, unless a single text is longer.
 * @param maxDelay How long a batch that is not full waits for more texts; zero computes at once what waits.
 * @param queueTexts Texts that wait at most, of predictions and of inspections each; further requests are refused.
 * @param queueTokens Tokens of the texts that wait at most, of predictions and of inspections each; further requests are
 *     refused.
 * @param inspectionShare Share of the batches that explanations and traces get while predictions wait.
 */
@Validated
@ConfigurationProperties("sentiment.batching")
public record BatchingProperties(
        @DefaultValue("64") @Min(1) int maxTexts,
        @DefaultValue("16384") @Min(1) int maxTokens,
        @DefaultValue("0ms") @DurationMin Duration maxDelay,
        @DefaultValue("4096") @Min(1) int queueTexts,
        @DefaultValue("262144") @Min(1) int queueTokens,

        @DefaultValue("0.1") @DecimalMin("0.01") @DecimalMax("0.9")
        double inspectionShare) {}

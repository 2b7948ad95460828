package io.sentiment.prediction;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What holds for every prediction request.
 *
 * @param deadline How long a request may take before it is given up.
 */
@Validated
@ConfigurationProperties("sentiment.prediction")
public record PredictionProperties(
        @DefaultValue("10s") @DurationMin(millis = 1) Duration deadline) {}

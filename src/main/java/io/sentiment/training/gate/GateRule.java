package io.sentiment.training.gate;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a challenger is promoted without a person. Immutable.
 *
 * @param minimumRows Held-out rows that a challenger is measured on, in all sets, at least: on fewer it is kept.
 * @param significance Probability of chance below which a difference counts, above 0 and at most 0.5.
 * @param maximumLogLossIncrease Share of the champion's log loss by which the challenger's may be higher on any held-out
 *     set but the domain's.
 */
@Validated
@ConfigurationProperties("sentiment.training.gate")
public record GateRule(
        @DefaultValue("100") @Min(1) int minimumRows,

        @DefaultValue("0.05") @DecimalMin(value = "0", inclusive = false) @DecimalMax("0.5")
        double significance,

        @DefaultValue("0.02") @DecimalMin("0") double maximumLogLossIncrease) {

    /** The rule that holds where nothing else is configured. */
    public static final GateRule DEFAULT = new GateRule(100, 0.05, 0.02);
}

package io.sentiment.inspection;

import io.sentiment.network.Range;
import io.sentiment.network.attribution.IntegratedGradients;

/**
 * How texts are explained.
 *
 * @param method by which
 * @param steps of integrated gradients, from 4 to 50; of no meaning to the other method
 */
public record ExplanationSettings(ExplanationMethod method, int steps) {

    /** Integrated gradients of four steps: more of them give no better deletion curves on the shipped models. */
    public static final ExplanationSettings DEFAULT =
            new ExplanationSettings(ExplanationMethod.INTEGRATED_GRADIENTS, IntegratedGradients.FEWEST_STEPS);

    /** @throws Range.OutOfRangeException if there are too few or too many steps */
    public ExplanationSettings {
        Range.require("steps", steps, IntegratedGradients.FEWEST_STEPS, IntegratedGradients.MOST_STEPS);
    }

    /** A method with its usual settings. */
    public static ExplanationSettings of(ExplanationMethod method) {
        return new ExplanationSettings(method, DEFAULT.steps());
    }
}

package io.sentiment.model.keras;

/** A dense layer as it is in the file, with the activation that it has, or that follows it. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record KerasDense(KerasLayer layer, int units, float[] kernel, float[] bias, String activation) {

    KerasDense with(KerasLayer activated, String other) {
        return new KerasDense(
                new KerasLayer(layer.type(), layer.name(), activated.values()), units, kernel, bias, other);
    }

    /** The weights of the log odds of the positive label [inputs]. */
    float[] answering(KerasChoices choices) {
        requireBinary(choices);
        float[] weights = new float[kernel.length / units];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = logOdds(kernel, row * units, choices);
        }
        return weights;
    }

    float answeringBias(KerasChoices choices) {
        return logOdds(bias, 0, choices);
    }

    /** Of a softmax of two, the difference of its sums; of one sigmoid, its sum, with the sign of the label. */
    private float logOdds(float[] values, int first, KerasChoices choices) {
        int positive = choices.positive();
        return units == 2
                ? values[first + positive] - values[first + 1 - positive]
                : positive == 1 ? values[first] : -values[first];
    }

    private void requireBinary(KerasChoices choices) {
        if (units > 2) {
            throw new UnusableKerasFileException("The layer '" + layer.name() + "' answers with " + units
                    + " classes; this service tells positive from negative.");
        }
        if (choices.positive() > 1) {
            throw new UnusableKerasFileException(
                    "The positive label must be 0 or 1, but is " + choices.positive() + ".");
        }
        String expected = units == 2 ? "softmax" : "sigmoid";
        if (activation.equals("linear") && !choices.logits()) {
            throw new UnusableKerasFileException("The layer '" + layer.name()
                    + "' answers without an activation: say --logits if its values are log odds.");
        }
        if (!activation.equals("linear") && !activation.equals(expected)) {
            throw new UnusableKerasFileException("The layer '" + layer.name() + "' answers with " + units + " value"
                    + (units == 1 ? "" : "s") + " of '" + activation + "', not of '" + expected + "'.");
        }
    }
}

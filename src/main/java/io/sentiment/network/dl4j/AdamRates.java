package io.sentiment.network.dl4j;

import org.nd4j.linalg.learning.config.Adam;

/**
 * The factors of one update by Adam, rounded to single precision where DL4J's native code rounds them.
 *
 * @param step learning rate, with the corrections of both moments
 * @param firstDecay β₁
 * @param firstShare 1 - β₁
 * @param secondDecay β₂
 * @param secondShare 1 - β₂
 * @param epsilon added to the root of the second moment
 */
record AdamRates(float step, float firstDecay, float firstShare, float secondDecay, float secondShare, float epsilon) {

    static AdamRates of(Adam settings, double learningRate, int iteration) {
        float first = (float) settings.getBeta1();
        float second = (float) settings.getBeta2();
        float firstPower = (float) Math.pow(first, iteration + 1.0);
        float secondPower = (float) Math.pow(second, iteration + 1.0);
        float root = (float) Math.sqrt(1.0 - secondPower);
        float step = (float) ((float) learningRate * root / (1.0 - firstPower));
        return new AdamRates(step, first, 1 - first, second, 1 - second, (float) settings.getEpsilon());
    }
}

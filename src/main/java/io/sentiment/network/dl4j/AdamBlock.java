package io.sentiment.network.dl4j;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.learning.config.Adam;

/**
 * One thread's arithmetic of Adam. Values pass through arrays, because the JIT compiler turns loops over arrays into
 * vector instructions, but not loops over several buffers.
 */
final class AdamBlock {

    private final float[] gradient;
    private final float[] weight;
    private final float[] first;
    private final float[] second;
    private final float[] sums;

    AdamBlock(int length) {
        gradient = new float[length];
        weight = new float[length];
        first = new float[length];
        second = new float[length];
        sums = new float[length];
    }

    /** The sum of the squares of the values from {@code start} to before {@code end}. */
    double squares(FloatBuffer values, int start, int end) {
        Arrays.fill(sums, 0);
        for (int at = start; at < end; at += gradient.length) {
            int count = Math.min(gradient.length, end - at);
            if (count < gradient.length) {
                Arrays.fill(gradient, 0);
            }
            values.get(at, gradient, 0, count);
            addSquares(gradient, sums);
        }
        double sum = 0;
        for (float part : sums) {
            sum += part;
        }
        return sum;
    }

    /** Updates moments and weights from {@code start} to before {@code end} by the gradients, times {@code scale}. */
    void update(Memory memory, int start, int end, Rates rates, float scale) {
        for (int at = start; at < end; at += gradient.length) {
            int count = Math.min(gradient.length, end - at);
            memory.gradient.get(at, gradient, 0, count);
            memory.weight.get(at, weight, 0, count);
            memory.first.get(at, first, 0, count);
            memory.second.get(at, second, 0, count);
            decayFirst(gradient, first, rates.firstDecay(), rates.firstShare() * scale);
            decaySecond(gradient, second, rates.secondDecay(), rates.secondShare(), scale);
            descend(weight, first, second, rates.step(), rates.epsilon());
            memory.weight.put(at, weight, 0, count);
            memory.first.put(at, first, 0, count);
            memory.second.put(at, second, 0, count);
        }
    }

    private static void addSquares(float[] values, float[] sums) {
        for (int index = 0; index < sums.length; index++) {
            sums[index] += values[index] * values[index];
        }
    }

    private static void decayFirst(float[] gradient, float[] moment, float decay, float share) {
        for (int index = 0; index < moment.length; index++) {
            moment[index] = decay * moment[index] + gradient[index] * share;
        }
    }

    private static void decaySecond(float[] gradient, float[] moment, float decay, float share, float scale) {
        for (int index = 0; index < moment.length; index++) {
            float value = gradient[index] * scale;
            moment[index] = decay * moment[index] + value * value * share;
        }
    }

    private static void descend(float[] weight, float[] first, float[] second, float step, float epsilon) {
        for (int index = 0; index < weight.length; index++) {
            weight[index] -= first[index] * step / ((float) Math.sqrt(second[index]) + epsilon);
        }
    }

    /** Gradients, weights and moments, in the same order. */
    record Memory(FloatBuffer gradient, FloatBuffer weight, FloatBuffer first, FloatBuffer second) {}

    /**
     * The factors of one update, rounded to single precision where DL4J's native code rounds them.
     *
     * @param step learning rate, with the corrections of both moments
     * @param firstDecay β₁
     * @param firstShare 1 - β₁
     * @param secondDecay β₂
     * @param secondShare 1 - β₂
     * @param epsilon added to the root of the second moment
     */
    record Rates(float step, float firstDecay, float firstShare, float secondDecay, float secondShare, float epsilon) {

        static Rates of(Adam settings, double learningRate, int iteration) {
            float first = (float) settings.getBeta1();
            float second = (float) settings.getBeta2();
            float firstPower = (float) Math.pow(first, iteration + 1.0);
            float secondPower = (float) Math.pow(second, iteration + 1.0);
            float root = (float) Math.sqrt(1.0 - secondPower);
            float step = (float) ((float) learningRate * root / (1.0 - firstPower));
            return new Rates(step, first, 1 - first, second, 1 - second, (float) settings.getEpsilon());
        }
    }
}

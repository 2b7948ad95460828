package io.sentiment.network.training;

import io.sentiment.network.LabelledText;
import io.sentiment.network.dl4j.CarriedStates;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one update of the weights is made of.
 *
 * @param rows whole texts, or pieces with the labels of the texts that they are from
 * @param origins for each row the row of the batch before in whose state it begins, or
 *     {@link CarriedStates#FRESH}
 * @param weights of the rows' losses; null where each counts as one
 * @param size by which the weighted sum of the losses is divided
 * @param ended how many texts end in it
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Batch(List<LabelledText> rows, int[] origins, double @Nullable [] weights, int size, int ended) {

    /** Whole texts that begin without a memory. */
    static Batch of(List<LabelledText> texts) {
        int[] fresh = new int[texts.size()];
        Arrays.fill(fresh, CarriedStates.FRESH);
        return new Batch(texts, fresh, null, texts.size(), texts.size());
    }

    /** How many texts the losses count as. */
    double weight() {
        return weights == null ? rows.size() : Arrays.stream(weights).sum();
    }

    /** What the network is to answer [rows]: a smoothed label leans towards one half. */
    float[] targets(double smoothing) {
        float[] targets = new float[rows.size()];
        for (int row = 0; row < targets.length; row++) {
            targets[row] = (float) (rows.get(row).target() * (1 - smoothing) + smoothing / 2);
        }
        return targets;
    }

    /** By what the losses of the rows are multiplied [rows], so that their mean is that of the batch; null for nothing. */
    float @Nullable [] lossWeights() {
        if (weights == null) {
            return null;
        }
        float[] scaled = new float[weights.length];
        for (int row = 0; row < scaled.length; row++) {
            scaled[row] = (float) (weights[row] * scaled.length / size);
        }
        return scaled;
    }
}

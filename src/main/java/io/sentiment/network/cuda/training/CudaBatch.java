package io.sentiment.network.cuda.training;

import io.sentiment.text.EncodedText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one update of the weights is made of.
 *
 * @param targets the probabilities that are to be answered [rows]
 * @param weights by which the losses of the rows are multiplied [rows]; null where each counts as one
 * @param origins for each row the row of the batch before in whose state it begins, or a negative number
 * @param seeds of what is dropped
 * @param rate the learning rate
 * @param update how often the weights were updated before
 * @param losses by how many the sum of the losses is divided
 */
@SuppressWarnings("ArrayRecordComponent") // Lives for one update.
public record CudaBatch(
        List<EncodedText> texts,
        float[] targets,
        float @Nullable [] weights,
        int[] origins,
        Seeds seeds,
        double rate,
        int update,
        int losses) {

    int steps() {
        return texts.stream().mapToInt(EncodedText::length).max().orElse(0);
    }

    /** From which random numbers are drawn by their index, so that a CPU and a GPU draw the same: see {@code update.h}. */
    public record Seeds(long tokens, long columns, long recurrent, long inputs) {}
}

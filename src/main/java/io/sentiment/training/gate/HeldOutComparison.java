package io.sentiment.training.gate;

import io.sentiment.network.Evaluation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Champion and challenger on the same held-out rows, each with the threshold of its own manifest. Immutable.
 *
 * @param set name of the held-out set
 * @param challenger how the new version did
 * @param champion how the champion did, or null if there is none
 * @param changedRows rows that the two put on different sides
 * @param changedSample at most 50 of these, drawn evenly, in the order of the file
 * @param mcNemar whether the difference may be chance, or null if there is no champion
 */
public record HeldOutComparison(
        String set,
        Evaluation challenger,
        @Nullable Evaluation champion,
        int changedRows,
        List<ChangedRow> changedSample,
        @Nullable McNemar mcNemar) {

    /**
     * A held-out row that champion and challenger put on different sides. Immutable.
     *
     * @param text the text, shortened to its first 1,000 characters if it is longer
     * @param positive whether it is labelled positive
     * @param champion the champion's probability that it is positive
     * @param challenger the challenger's probability that it is positive
     */
    public record ChangedRow(String text, boolean positive, float champion, float challenger) {}

    /** Copies the list. */
    public HeldOutComparison {
        changedSample = List.copyOf(changedSample);
    }
}

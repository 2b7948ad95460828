package io.sentiment.rows;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Rows to train on and rows, held out, to select the best epoch by. Immutable.
 *
 * @param training in the order in which they were read
 * @param development in the order in which they were read
 */
public record Split(List<LabelledRow> training, List<LabelledRow> development) {

    private static final int MINIMUM_ROWS = 2;

    /** Copies the lists. */
    public Split {
        training = List.copyOf(training);
        development = List.copyOf(development);
    }

    /**
     * Holds out a share of each class, drawn at random: both sides have both classes in the same proportion, up to
     * rounding, and at least one row of each. The same rows, share and seed always give the same split.
     *
     * @param developmentShare inside (0, 1)
     * @throws IllegalArgumentException if the share is not
     * @throws UnusableDataException if a class has fewer than two rows
     */
    public static Split stratified(List<LabelledRow> rows, double developmentShare, long seed) {
        if (!(developmentShare > 0 && developmentShare < 1)) {
            throw new IllegalArgumentException(
                    "The share of development rows must be above 0 and below 1, but is " + developmentShare + ".");
        }
        Random random = new Random(seed);
        BitSet heldOut = new BitSet(rows.size());
        drawInto(heldOut, rows, true, developmentShare, random);
        drawInto(heldOut, rows, false, developmentShare, random);
        return new Split(
                IntStream.range(0, rows.size())
                        .filter(row -> !heldOut.get(row))
                        .mapToObj(rows::get)
                        .toList(),
                heldOut.stream().mapToObj(rows::get).toList());
    }

    private static void drawInto(
            BitSet heldOut, List<LabelledRow> rows, boolean positive, double share, Random random) {
        List<Integer> ofClass = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).positive() == positive) {
                ofClass.add(row);
            }
        }
        requireEnough(ofClass.size(), positive ? "positive" : "negative");
        Collections.shuffle(ofClass, random);
        long wanted = Math.round(share * ofClass.size());
        int count = (int) Math.max(1, Math.min(wanted, ofClass.size() - 1));
        ofClass.subList(0, count).forEach(heldOut::set);
    }

    private static void requireEnough(int rows, String label) {
        if (rows < MINIMUM_ROWS) {
            String found = rows == 0 ? "no " + label + " rows" : "only " + rows + " " + label + " row";
            throw new UnusableDataException(
                    "The training data has " + found + "; at least " + MINIMUM_ROWS + " are needed.");
        }
    }
}

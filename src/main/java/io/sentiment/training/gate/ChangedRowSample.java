package io.sentiment.training.gate;

import io.sentiment.rows.LabelledRow;
import io.sentiment.training.gate.HeldOutComparison.ChangedRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * An even sample of rows that come one after the other: algorithm R of Vitter 1985, "Random Sampling with a Reservoir".
 * The same rows give the same sample.
 */
final class ChangedRowSample {

    private static final int SIZE = 50;
    private static final int MAXIMUM_TEXT_LENGTH = 1_000;

    private final Random random = new Random(SIZE);
    private final List<Numbered> sample = new ArrayList<>();
    private int count;

    void add(LabelledRow row, float champion, float challenger) {
        int place = count < SIZE ? count : random.nextInt(count + 1);
        if (place < SIZE) {
            Numbered numbered =
                    new Numbered(count, new ChangedRow(shorten(row.text()), row.positive(), champion, challenger));
            if (place == sample.size()) {
                sample.add(numbered);
            } else {
                sample.set(place, numbered);
            }
        }
        count++;
    }

    int count() {
        return count;
    }

    /** At most 50 rows, in the order in which they came. */
    List<ChangedRow> rows() {
        return sample.stream()
                .sorted(Comparator.comparingInt(Numbered::number))
                .map(Numbered::row)
                .toList();
    }

    private static String shorten(String text) {
        if (text.length() <= MAXIMUM_TEXT_LENGTH) {
            return text;
        }
        // Not between the two halves of one character.
        boolean inside = Character.isHighSurrogate(text.charAt(MAXIMUM_TEXT_LENGTH - 1));
        return text.substring(0, inside ? MAXIMUM_TEXT_LENGTH - 1 : MAXIMUM_TEXT_LENGTH) + "…";
    }

    private record Numbered(int number, ChangedRow row) {}
}

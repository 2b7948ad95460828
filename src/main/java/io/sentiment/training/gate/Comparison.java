package io.sentiment.training.gate;

import io.sentiment.network.Evaluation;
import io.sentiment.network.InferenceEngine;
import io.sentiment.rows.LabelledRow;
import io.sentiment.text.Encoder;
import io.sentiment.training.gate.HeldOutComparison.ChangedRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Champion and challenger on one held-out set, read once and in parts, so that its size does not matter. */
public final class Comparison {

    private static final int PART_ROWS = 2_048;
    private static final int PART_CHARACTERS = 4_000_000;

    /** A version that takes part. Does not own its engine. */
    public record Side(Encoder encoder, InferenceEngine engine, double threshold) {

        /** The probability, for each row, that it is positive. */
        private float[] probabilities(List<LabelledRow> rows) {
            return engine.predictAll(
                    rows.stream().map(row -> encoder.encode(row.text())).toList());
        }

        private boolean callsPositive(float probability) {
            return probability >= threshold;
        }
    }

    private final Side challenger;
    private final @Nullable Side champion;
    private final IntConsumer progress;
    private final Scores challengerScores = new Scores();
    private final Scores championScores = new Scores();
    private final ChangedRowSample changed = new ChangedRowSample();
    private final List<LabelledRow> part = new ArrayList<>();
    private int partCharacters;
    private int rows;
    private int onlyChampionRight;

    /** @param progress gets the number of rows that have been compared */
    public Comparison(Side challenger, @Nullable Side champion, IntConsumer progress) {
        this.challenger = challenger;
        this.champion = champion;
        this.progress = progress;
    }

    /** What all rows so far say; to be called once, after the last row. */
    public HeldOutComparison result(String set) {
        comparePart();
        return new HeldOutComparison(
                set,
                challengerScores.evaluate(challenger.threshold()),
                champion == null ? null : championScores.evaluate(champion.threshold()),
                changed.count(),
                changed.rows(),
                champion == null ? null : McNemar.of(onlyChampionRight, changed.count() - onlyChampionRight));
    }

    /** Takes the next row of the set. */
    public void add(LabelledRow row) {
        part.add(row);
        partCharacters += row.text().length();
        if (part.size() == PART_ROWS || partCharacters >= PART_CHARACTERS) {
            comparePart();
        }
    }

    private void comparePart() {
        if (part.isEmpty()) {
            return;
        }
        float[] ofChallenger = challenger.probabilities(part);
        float[] ofChampion = champion == null ? null : champion.probabilities(part);
        for (int index = 0; index < ofChallenger.length; index++) {
            LabelledRow row = part.get(index);
            challengerScores.add(ofChallenger[index], row.positive());
            if (champion != null && ofChampion != null) {
                compareRow(row, champion, ofChampion[index], ofChallenger[index]);
            }
        }
        rows += part.size();
        part.clear();
        partCharacters = 0;
        progress.accept(rows);
    }

    private void compareRow(LabelledRow row, Side former, float ofChampion, float ofChallenger) {
        championScores.add(ofChampion, row.positive());
        boolean championPositive = former.callsPositive(ofChampion);
        if (championPositive != challenger.callsPositive(ofChallenger)) {
            changed.add(row, ofChampion, ofChallenger);
            onlyChampionRight += championPositive == row.positive() ? 1 : 0;
        }
    }

    /** Probabilities and labels of many rows, five bytes a row. */
    private static final class Scores {

        private float[] probabilities = new float[1024];
        private boolean[] labels = new boolean[1024];
        private int size;

        void add(float probability, boolean positive) {
            if (size == labels.length) {
                probabilities = Arrays.copyOf(probabilities, 2 * size);
                labels = Arrays.copyOf(labels, 2 * size);
            }
            probabilities[size] = probability;
            labels[size++] = positive;
        }

        Evaluation evaluate(double threshold) {
            return Evaluation.of(Arrays.copyOf(probabilities, size), Arrays.copyOf(labels, size), threshold);
        }
    }

    /**
     * An even sample of rows that come one after the other: algorithm R of Vitter 1985, "Random Sampling with a Reservoir".
     * The same rows give the same sample.
     */
    static final class ChangedRowSample {

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
}

package io.sentiment.training.gate;

import io.sentiment.rows.LabelledRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Champion and challenger on one held-out set, read once and in parts, so that its size does not matter. */
public final class Comparison {

    private static final int PART_ROWS = 2_048;
    private static final int PART_CHARACTERS = 4_000_000;

    private final Contender challenger;
    private final @Nullable Contender champion;
    private final IntConsumer progress;
    private final Scores challengerScores = new Scores();
    private final Scores championScores = new Scores();
    private final ChangedRowSample changed = new ChangedRowSample();
    private final List<LabelledRow> part = new ArrayList<>();
    private int partCharacters;
    private int rows;
    private int onlyChampionRight;

    /** @param progress gets the number of rows that have been compared */
    public Comparison(Contender challenger, @Nullable Contender champion, IntConsumer progress) {
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
                champion == null ? null : McNemarTest.of(onlyChampionRight, changed.count() - onlyChampionRight));
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

    private void compareRow(LabelledRow row, Contender former, float ofChampion, float ofChallenger) {
        championScores.add(ofChampion, row.positive());
        boolean championPositive = former.callsPositive(ofChampion);
        if (championPositive != challenger.callsPositive(ofChallenger)) {
            changed.add(row, ofChampion, ofChallenger);
            onlyChampionRight += championPositive == row.positive() ? 1 : 0;
        }
    }
}

package io.sentiment.model.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.evaluation.DetailedEvaluation;
import io.sentiment.evaluation.PassRate;
import io.sentiment.evaluation.Slices;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.model.bundle.TrainingRun;
import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.Evaluation;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.text.EncodedText;
import io.sentiment.text.TokenizerSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KnownFailuresTest {

    @Test
    void weakCapabilitiesAndSlicesAreNamedWithTheirFigures() {
        // 90 of 100 short texts are right, 30 of 40 long ones, and none of 29 longer ones: 120 of 169.
        DetailedEvaluation test = evaluation(new int[] {5, 100, 90}, new int[] {15, 40, 30}, new int[] {30, 29, 0});
        SortedMap<String, PassRate> rates =
                new TreeMap<>(Map.of("negation", new PassRate(40, 27), "typos", new PassRate(40, 28)));

        String card = card(test, new TreeMap<>(Map.of("en", rates)));

        assertThat(failures(card)).containsExactly("- negation (suite en): passes 67.50 % of 40 pairs.");
        assertThat(card)
                .contains(
                        "| en | negation | 40 | 67.50 % (52.02 to 79.92) |",
                        "| en | typos | 40 | 70.00 % (", "| test | 169 | 71.01 % (", "## Unfit uses");
    }

    @Test
    void aSliceOfEnoughRowsThatIsFiveToAHundredBelowIsAFailure() {
        DetailedEvaluation test = evaluation(new int[] {5, 100, 90}, new int[] {15, 40, 30});

        assertThat(failures(card(test, new TreeMap<>())))
                .containsExactly("- test, 11 to 20 tokens: accuracy 75.00 % (59.81 to 85.81) on 40 rows, instead of"
                        + " 85.71 % on all.");
    }

    @Test
    void aModelWithoutFailuresSaysWhatWasLookedAt() {
        assertThat(card(evaluation(new int[] {5, 100, 90}, new int[] {15, 40, 34}), new TreeMap<>()))
                .contains("No behavioural suite was run.", "no slice of at least 30 rows is");
    }

    private static List<String> failures(String card) {
        return card.lines().filter(line -> line.startsWith("- ")).toList();
    }

    /** Each slice as tokens, rows and rows with the right answer. */
    private static DetailedEvaluation evaluation(int[]... slices) {
        List<EncodedText> texts = new ArrayList<>();
        List<Boolean> right = new ArrayList<>();
        for (int[] slice : slices) {
            for (int row = 0; row < slice[1]; row++) {
                texts.add(new EncodedText(new int[] {2}, slice[0], 0, true));
                right.add(row < slice[2]);
            }
        }
        float[] probabilities = new float[texts.size()];
        Arrays.fill(probabilities, 0.8f);
        boolean[] labels = new boolean[texts.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = right.get(row);
        }
        return DetailedEvaluation.of(texts, probabilities, labels, 0.5);
    }

    private static String card(DetailedEvaluation test, SortedMap<String, SortedMap<String, PassRate>> behaviour) {
        SortedMap<String, Evaluation> metrics = new TreeMap<>(Map.of("test", test.evaluation()));
        SortedMap<String, Slices> slices = new TreeMap<>(Map.of("test", test.slices()));
        ModelManifest manifest = new ModelManifest(
                ModelManifest.FORMAT_VERSION,
                "reviews",
                1,
                Instant.EPOCH,
                List.of("en"),
                List.of("Latn"),
                new Architecture(10, 2, Cell.LSTM, 2, 1, false, 8, 0),
                TokenizerSettings.current(),
                0.5,
                new TrainingRun(TrainingSettings.DEFAULT, 1, 1, 1, "train"),
                List.of(),
                metrics,
                behaviour,
                null,
                new TreeMap<>());
        return ModelCard.of(manifest, slices);
    }
}

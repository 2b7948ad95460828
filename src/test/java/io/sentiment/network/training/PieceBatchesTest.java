package io.sentiment.network.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.network.LabelledText;
import io.sentiment.network.dl4j.CarriedStates;
import io.sentiment.network.dl4j.Continuity;
import io.sentiment.network.dl4j.TrainingSettings.Mixing;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PieceBatchesTest {

    private static final int FRESH = CarriedStates.FRESH;

    @Test
    void rowsFollowEachOtherInTheOrderOfTheDataAndTheLastBatchIsLeftOutIfItIsNotFull() {
        PieceBatches batches = batches(2, new Continuity(true, 0), 3, 1, 4, 1, 5);

        List<Batch> drawn = drawn(batches, 1);

        assertThat(tokens(drawn)).containsExactly("[[10, 11, 12], [20]]", "[[30, 31, 32, 33], [40]]");
        assertThat(drawn.get(0).origins()).containsExactly(FRESH, FRESH);
        assertThat(drawn.get(1).origins()).containsExactly(0, 1);
        assertThat(drawn.get(0).weights()).isNull();
        assertThat(batches.texts()).isEqualTo(4);
        assertThat(batches.leftOut()).isEqualTo(1);
        assertThat(batches.batches()).isEqualTo(2);
        assertThat(tokens(drawn(batches, 2))).isEqualTo(tokens(drawn));
    }

    @Test
    void piecesOfATextFollowEachOtherInItsRowAndTheNextTextBeginsWithWhatTheRowRemembersOfItIfItIsToBe() {
        PieceBatches batches = batches(2, new Continuity(true, 2), 3, 4, 1, 5);

        List<Batch> drawn = drawn(batches, 1);

        assertThat(tokens(drawn)).containsExactly("[[10, 11], [20, 21]]", "[[12], [22, 23]]", "[[30], [40, 41]]");
        assertThat(drawn.get(0).origins()).containsExactly(FRESH, FRESH);
        assertThat(drawn.get(1).origins()).containsExactly(0, 1);
        assertThat(drawn.get(2).origins()).containsExactly(0, 1);
        // No text is left for the first row, so that the rest of the last one does not fill a batch.
        assertThat(batches.texts()).isEqualTo(3);
        assertThat(batches.leftOut()).isEqualTo(1);
    }

    @Test
    void otherwiseEachTextBeginsAfreshAndBatchesGetSmallerTowardsTheEnd() {
        PieceBatches batches = batches(2, new Continuity(false, 2), 3, 5, 1);
        List<Batch> drawn = seeds().map(seed -> drawn(batches, seed))
                .filter(each -> tokens(each).get(0).equals("[[20, 21], [10, 11]]"))
                .findFirst()
                .orElseThrow();

        assertThat(tokens(drawn)).containsExactly("[[20, 21], [10, 11]]", "[[22, 23], [12]]", "[[24], [30]]");
        assertThat(drawn.get(1).origins()).containsExactly(0, 1);
        assertThat(drawn.get(2).origins()).containsExactly(0, FRESH);
        assertThat(batches.leftOut()).isZero();
        List<Batch> other = seeds().map(seed -> drawn(batches, seed))
                .filter(each -> tokens(each).get(0).equals("[[30], [20, 21]]"))
                .findFirst()
                .orElseThrow();
        assertThat(tokens(other)).containsExactly("[[30], [20, 21]]", "[[10, 11], [22, 23]]", "[[12], [24]]");
        List<Batch> longLast = drawn(batches(2, new Continuity(false, 2), 1, 5), 1);
        assertThat(longLast).hasSize(3);
        assertThat(longLast.get(1).rows()).hasSize(1);
        assertThat(longLast.get(1).size()).isEqualTo(2);
        // In whichever row it was.
        assertThat(longLast.get(1).origins()).isIn(new int[] {0}, new int[] {1});
        assertThat(longLast.get(2).origins()).containsExactly(0);
    }

    @Test
    void everyTextCountsOnceAndEveryTokenIsReadOnce() {
        int[] lengths = IntStream.range(0, 50).map(text -> 1 + text * 13 % 37).toArray();
        PieceBatches batches = batches(8, new Continuity(false, 5), lengths);

        double weight = 0;
        int ended = 0;
        TreeMap<Integer, Integer> tokens = new TreeMap<>();
        for (Batch batch : batches.draw(new Random(3))) {
            weight += batch.weight();
            ended += batch.ended();
            for (LabelledText row : batch.rows()) {
                assertThat(row.text().length()).isBetween(1, 5);
                Arrays.stream(row.text().tokenIds()).forEach(id -> tokens.merge(id / 1_000, 1, Integer::sum));
            }
        }

        assertThat(weight).isCloseTo(50, within(1e-9));
        assertThat(ended).isEqualTo(50).isEqualTo(batches.texts());
        for (int text = 0; text < 50; text++) {
            assertThat(tokens.get(text)).isEqualTo(lengths[text]);
        }
    }

    private static Stream<Integer> seeds() {
        return IntStream.range(0, 100).boxed();
    }

    /** Texts of these lengths; up to nine of them have the tokens 10, 11, …, then 20, 21, …, more have thousands. */
    private static PieceBatches batches(int batchSize, Continuity continuity, int... lengths) {
        List<LabelledText> texts = new ArrayList<>();
        for (int text = 0; text < lengths.length; text++) {
            int first = lengths.length < 10 ? 10 * (text + 1) : 1_000 * text;
            int[] ids = IntStream.range(first, first + lengths[text]).toArray();
            texts.add(new LabelledText(new EncodedText(ids, ids.length, 0, false), text % 2 == 0));
        }
        return new PieceBatches(new Mixture(List.of(texts), Mixing.NONE), batchSize, continuity);
    }

    private static List<Batch> drawn(PieceBatches batches, int seed) {
        List<Batch> drawn = new ArrayList<>();
        batches.draw(new Random(seed)).forEach(drawn::add);
        return drawn;
    }

    private static List<String> tokens(List<Batch> batches) {
        return batches.stream()
                .map(batch -> batch.rows().stream()
                        .map(row -> Arrays.toString(row.text().tokenIds()))
                        .toList()
                        .toString())
                .toList();
    }
}

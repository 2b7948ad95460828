package io.sentiment.network.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.LabelledText;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.dl4j.TrainingSettings.Mixing;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MixtureTest {

    private static final Architecture WORDS = new Architecture(100_000, 8, Cell.LSTM, 8, 1, false, 12, 0);

    @Test
    void withoutMixingEveryTextIsDrawnOnceInItsOrder() {
        List<LabelledText> first = texts(30, 1);
        List<LabelledText> second = texts(7, 2);

        List<LabelledText> drawn = new Mixture(List.of(first, second), Mixing.NONE).draw(new Random(1));

        assertThat(drawn.subList(0, 30)).isEqualTo(first);
        assertThat(drawn.subList(30, 37)).isEqualTo(second);
    }

    @Test
    void theTemperatureFlattensTheSharesOfSets() {
        assertThat(Mixture.counts(new int[] {10_000, 100}, new Mixing(1, 0))).containsExactly(10_000, 100);
        // With T = 2 the shares are as the roots 100 and 30 are.
        assertThat(Mixture.counts(new int[] {10_000, 900}, new Mixing(2, 1_300)))
                .containsExactly(1_000, 300);
    }

    @Test
    void noTextIsDrawnMoreThanFourTimesAndTheOtherSetsGiveTheRest() {
        int[] counts = Mixture.counts(new int[] {10_000, 10, 2_500}, new Mixing(2, 0));

        assertThat(counts[1]).isEqualTo(40);
        assertThat(Arrays.stream(counts).sum()).isEqualTo(12_510);
        assertThat(counts[0] / (double) counts[2]).isBetween(1.99, 2.01);
    }

    @Test
    void theRowsOfAnEpochAreAtMostWhatThereIs() {
        assertThat(Mixture.counts(new int[] {60, 40}, new Mixing(1, 50))).containsExactly(30, 20);
        assertThat(Mixture.counts(new int[] {60, 40}, new Mixing(1, 500))).containsExactly(60, 40);
        assertThat(Mixture.counts(new int[] {60, 0}, new Mixing(3, 20))).containsExactly(20, 0);
    }

    @Test
    void aLargeSetGivesOtherTextsInEachEpochAndASmallOneAllOfItsTextsEquallyOften() {
        List<LabelledText> large = texts(900, 1);
        List<LabelledText> small = texts(100, 2);
        Mixture mixture = new Mixture(List.of(large, small), new Mixing(100, 500));
        Random random = new Random(3);

        List<LabelledText> drawn = mixture.draw(random);
        List<LabelledText> again = mixture.draw(random);

        assertThat(drawn).hasSize(mixture.size()).hasSize(500);
        Map<LabelledText, Long> times =
                drawn.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(small).allSatisfy(text -> assertThat(times.get(text)).isBetween(2L, 3L));
        Set<LabelledText> ofLarge = new HashSet<>(drawn);
        ofLarge.retainAll(new HashSet<>(large));
        assertThat(drawn.stream().filter(ofLarge::contains)).doesNotHaveDuplicates();
        Set<LabelledText> both = new HashSet<>(again);
        both.retainAll(ofLarge);
        assertThat(both.size()).isBetween(1, ofLarge.size() - 50);
    }

    @Test
    void batchesHoldEveryTextOnceAndEachTextsOfLikeLength() {
        List<LabelledText> texts = texts(640, 1);

        List<List<LabelledText>> batches = new Mixture(List.of(texts), Mixing.NONE).batches(16, new Random(3));

        assertThat(batches).hasSize(40).allMatch(batch -> batch.size() == 16);
        assertThat(batches.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(texts);
        // 640 texts of 3 to 12 tokens that are sorted and cut: at most 9 of the 40 batches hold two lengths.
        assertThat(batches.stream().filter(batch -> lengths(batch) > 1).count()).isLessThanOrEqualTo(9);
    }

    private static long lengths(List<LabelledText> batch) {
        return batch.stream().map(text -> text.text().length()).distinct().count();
    }

    private static List<LabelledText> texts(int count, long seed) {
        return new RandomTexts(WORDS, seed)
                .labelled(2 * count).stream()
                        .filter(text -> text.text().length() > 2)
                        .limit(count)
                        .toList();
    }
}

package io.sentiment.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowSampleTest {

    private static final List<LabelledRow> ROWS = IntStream.range(0, 1_000)
            .mapToObj(number -> new LabelledRow("text number " + number, number % 2 == 0))
            .toList();

    @Test
    void theSameRowsInAnyOrderGiveTheSameSample() {
        List<LabelledRow> shuffled = new ArrayList<>(ROWS);
        Collections.shuffle(shuffled, new Random(1));

        assertThat(RowSample.of(shuffled, 100)).hasSize(100).isEqualTo(RowSample.of(ROWS, 100));
    }

    @Test
    void aSampleHasRowsOfBothLabelsFromAllOver() {
        List<LabelledRow> sample = RowSample.of(ROWS, 200);

        assertThat(sample.stream().filter(LabelledRow::positive).count()).isBetween(70L, 130L);
        assertThat(sample.stream().filter(ROWS.subList(0, 500)::contains).count())
                .isBetween(70L, 130L);
    }

    @Test
    void aBalancedSampleHasBothLabelsAlikeAsFarAsThereAreRowsAndKeepsTheirOrder() {
        List<LabelledRow> lopsided = ROWS.stream()
                .filter(row -> row.positive() || row.text().endsWith("1"))
                .toList();

        List<LabelledRow> sample = RowSample.balanced(lopsided, 301);

        assertThat(lopsided).hasSize(600);
        assertThat(sample)
                .hasSize(301)
                .isEqualTo(lopsided.stream().filter(sample::contains).toList());
        assertThat(sample.stream().filter(LabelledRow::positive)).hasSize(201);
        assertThat(RowSample.balanced(lopsided, 101).stream().filter(LabelledRow::positive))
                .hasSize(51);
        assertThat(RowSample.balanced(lopsided, 600)).isEqualTo(lopsided);
    }

    @Test
    void aTextIsThereOnce() {
        assertThat(RowSample.of(List.of(new LabelledRow("Good", true), new LabelledRow("good ", false)), 9))
                .containsExactly(new LabelledRow("Good", true));
    }
}

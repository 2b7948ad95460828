package io.sentiment.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DistinctRowsTest {

    @Test
    void theFirstOfSeveralSpellingsOfATextIsKept() {
        DistinctRows distinct = DistinctRows.of(
                List.of(positive("Very  good!"), positive("fine"), positive("VERY GOOD!"), positive("very good!\n")));

        assertThat(distinct.rows()).containsExactly(positive("Very  good!"), positive("fine"));
        assertThat(distinct.repeatedRows()).isEqualTo(2);
        assertThat(distinct.conflictingTexts()).isZero();
    }

    @Test
    void textsWithBothLabelsAreDroppedAltogether() {
        DistinctRows distinct = DistinctRows.of(
                List.of(positive("so so"), negative("bad"), negative("So so"), positive("so so"), negative("bad")));

        assertThat(distinct.rows()).containsExactly(negative("bad"));
        assertThat(distinct.repeatedRows()).isEqualTo(1);
        assertThat(distinct.conflictingTexts()).isEqualTo(1);
        assertThat(distinct.conflictingRows()).isEqualTo(3);
    }

    @Test
    void everyRowIsKeptRepeatedOrConflicting() {
        List<LabelledRow> rows =
                List.of(positive("a"), positive("a"), negative("a"), negative("b"), negative("b"), positive("c"));

        DistinctRows distinct = DistinctRows.of(rows);

        assertThat(distinct.size() + distinct.repeatedRows() + distinct.conflictingRows())
                .isEqualTo(rows.size());
    }

    @Test
    void textsOfAnotherDataSetAreDropped() {
        DistinctRows training =
                DistinctRows.of(List.of(positive("good"), negative("bad"), negative("meh"), positive("fine")));
        DistinctRows evaluation =
                DistinctRows.of(List.of(negative("GOOD"), negative("awful"), positive("meh"), negative("Meh")));

        assertThat(training.without(evaluation).rows()).containsExactly(negative("bad"), positive("fine"));
        assertThat(evaluation.without(training).rows()).containsExactly(negative("awful"));
    }

    @Test
    void textsThatDifferInANumberAreDifferentTexts() {
        List<LabelledRow> rows = List.of(
                negative("1 out of 10"),
                positive("10 out of 10"),
                negative("room 12"),
                positive("room 13"),
                negative("零分"),
                positive("满分"));

        DistinctRows distinct = DistinctRows.of(rows);

        assertThat(distinct.rows()).isEqualTo(rows);
        assertThat(distinct.conflictingTexts()).isZero();
    }

    @Test
    void markupAndBlanksMakeNoOtherText() {
        DistinctRows distinct = DistinctRows.of(List.of(
                positive("Don't  miss it"), positive("Don&#39;t<br/>miss it "), positive("don’t miss\u00A0it")));

        assertThat(distinct.rows()).containsExactly(positive("Don't  miss it"));
    }

    private static LabelledRow positive(String text) {
        return new LabelledRow(text, true);
    }

    private static LabelledRow negative(String text) {
        return new LabelledRow(text, false);
    }
}

package io.sentiment.training.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.rows.LabelledRow;
import io.sentiment.training.gate.HeldOutComparison.ChangedRow;
import org.junit.jupiter.api.Test;

class ChangedRowSampleTest {

    private final Comparison.ChangedRowSample sample = new Comparison.ChangedRowSample();

    @Test
    void fewRowsAreAllKeptInTheirOrder() {
        for (int row = 0; row < 50; row++) {
            add("text " + row);
        }

        assertThat(sample.count()).isEqualTo(50);
        assertThat(sample.rows()).hasSize(50);
        assertThat(sample.rows().get(7)).isEqualTo(new ChangedRow("text 7", true, 0.25f, 0.75f));
    }

    @Test
    void ofManyRowsFiftyFromAllOverAreKeptInTheirOrder() {
        for (int row = 0; row < 10_000; row++) {
            add("%05d".formatted(row));
        }

        assertThat(sample.count()).isEqualTo(10_000);
        assertThat(sample.rows())
                .hasSize(50)
                .extracting(ChangedRow::text)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(sample.rows())
                .extracting(ChangedRow::text)
                .anyMatch(text -> text.compareTo("02500") < 0)
                .anyMatch(text -> text.compareTo("07500") > 0);
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        add("a".repeat(999) + "😀" + "b".repeat(10));
        add("b".repeat(1_000));
        add("c".repeat(1_001));

        assertThat(sample.rows())
                .extracting(ChangedRow::text)
                .containsExactly("a".repeat(999) + "…", "b".repeat(1_000), "c".repeat(1_000) + "…");
    }

    private void add(String text) {
        sample.add(new LabelledRow(text, true), 0.25f, 0.75f);
    }
}

package io.sentiment.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

    @ParameterizedTest
    @CsvSource({
        // positives, negatives, share, held out positives, held out negatives
        "100, 300, 0.1, 10, 30",
        "2, 2, 0.01, 1, 1",
        "2, 1000, 0.9, 1, 900",
        "3, 5, 0.5, 2, 3",
        "10, 10, 0.999, 9, 9",
    })
    void bothSidesHaveBothClassesInProportion(
            int positives, int negatives, double share, int expectedPositives, int expectedNegatives) {
        List<LabelledRow> rows = rows(positives, negatives);

        Split split = Split.stratified(rows, share, 42);

        assertThat(positives(split.development())).isEqualTo(expectedPositives);
        assertThat(split.development()).hasSize(expectedPositives + expectedNegatives);
        List<LabelledRow> all = new ArrayList<>(split.training());
        all.addAll(split.development());
        assertThat(all).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void theSeedDecides() {
        List<LabelledRow> rows = rows(100, 100);

        Split split = Split.stratified(rows, 0.2, 1);

        assertThat(Split.stratified(rows, 0.2, 1)).isEqualTo(split);
        assertThat(Split.stratified(rows, 0.2, 2)).isNotEqualTo(split);
    }

    @Test
    void bothSidesKeepTheOrderOfTheRows() {
        List<LabelledRow> rows = rows(20, 20);

        Split split = Split.stratified(rows, 0.3, 7);

        assertThat(split.training()).isSubsetOf(rows).isSortedAccordingTo((a, b) -> rows.indexOf(a) - rows.indexOf(b));
        assertThat(split.development()).isSortedAccordingTo((a, b) -> rows.indexOf(a) - rows.indexOf(b));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | 5 | The training data has only 1 positive row; at least 2 are needed.
            5 | 1 | The training data has only 1 negative row; at least 2 are needed.
            5 | 0 | The training data has no negative rows; at least 2 are needed.
            """)
    void aClassNeedsTwoRows(int positives, int negatives, String message) {
        assertThatThrownBy(() -> Split.stratified(rows(positives, negatives), 0.1, 42))
                .isInstanceOf(UnusableDataException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
    void aShareThatLeavesASideEmptyIsRefused(double share) {
        assertThatIllegalArgumentException().isThrownBy(() -> Split.stratified(rows(5, 5), share, 42));
    }

    private static List<LabelledRow> rows(int positives, int negatives) {
        List<LabelledRow> rows = new ArrayList<>();
        for (int row = 0; row < positives + negatives; row++) {
            rows.add(new LabelledRow("text " + row, row < positives));
        }
        return rows;
    }

    private static long positives(List<LabelledRow> rows) {
        return rows.stream().filter(LabelledRow::positive).count();
    }
}

package io.sentiment.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.text.TokenizedText;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SeenRowsTest {

    private static final String REVIEW =
            "We stayed three nights in this hotel and the staff was friendly from the first"
                    + " minute to the last, the room was clean and quiet, and breakfast was better than at home.";

    private static final LabelledRow ORIGINAL = new LabelledRow(REVIEW, true);
    private static final LabelledRow SHOUTED = new LabelledRow(REVIEW.toUpperCase(Locale.ROOT), true);
    private static final LabelledRow EDITED = new LabelledRow(REVIEW.replace("three", "four"), true);
    private static final LabelledRow OTHER = new LabelledRow(
            "The room was dirty, the staff was rude, and we left after the first night without breakfast.", false);

    @Test
    void rowsOfATestSetThatTrainingHasSeenAreCountedAndStay() {
        SeenRows test = new SeenRows(List.of(ORIGINAL, SHOUTED, OTHER, EDITED));

        assertThat(SeenRows.show(List.of(ORIGINAL), List.of(), List.of(test), SeenRowsTest::ignored))
                .containsExactly(ORIGINAL);

        assertThat(test.same()).isEqualTo(2);
        assertThat(test.similar()).isEqualTo(1);
        assertThat(test.unseen()).containsExactly(OTHER);
    }

    @Test
    void trainingRowsThatResembleDevelopmentRowsAreLeftOutAndNotCountedAgainstTests() {
        SeenRows development = new SeenRows(List.of(ORIGINAL));
        SeenRows test = new SeenRows(List.of(EDITED, OTHER));

        assertThat(SeenRows.show(
                        List.of(EDITED, OTHER, SHOUTED), List.of(development), List.of(test), SeenRowsTest::ignored))
                .containsExactly(OTHER);

        assertThat(test.same()).isEqualTo(1);
        assertThat(test.similar()).isZero();
        assertThat(development.same()).isEqualTo(1);
        assertThat(development.unseen()).isEmpty();
    }

    @Test
    void chineseReviewsThatDifferInOneCharacterResembleEachOther() {
        LabelledRow original =
                new LabelledRow("酒店位置很好,离地铁站只有五分钟路程,房间干净整洁,服务员态度热情,早餐品种丰富,下次来还会选择这里入住,非常满意的一次体验,推荐给大家", true);
        SeenRows test = new SeenRows(List.of(original));

        SeenRows.show(
                List.of(new LabelledRow(original.text().replace("五分钟", "十分钟"), true)),
                List.of(),
                List.of(test),
                SeenRowsTest::ignored);

        assertThat(test.same()).isZero();
        assertThat(test.similar()).isEqualTo(1);
    }

    private static void ignored(String text, TokenizedText tokens) {}
}

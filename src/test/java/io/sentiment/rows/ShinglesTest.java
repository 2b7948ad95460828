package io.sentiment.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShinglesTest {

    @Test
    void textsResembleEachOtherByTheRunsOfFiveWordsThatTheyShare() {
        Shingles first = of("a b c d e f g");

        // abcde, bcdef and cdefg against abcde, bcdef and cdefx.
        assertThat(first.resemblance(of("a b c d e f x"))).isEqualTo(2 / 4.0);
        assertThat(first.resemblance(of("a b c d e f g h"))).isEqualTo(3 / 4.0);
        assertThat(first.resemblance(of("g f e d c b a"))).isZero();
        assertThat(first.resemblance(first)).isEqualTo(1);
        assertThat(first.size()).isEqualTo(3);
    }

    @Test
    void aRunThatOccursTwiceCountsOnce() {
        assertThat(of("a a a a a a a").size()).isEqualTo(1);
        assertThat(of("a a a a a a a").resemblance(of("a a a a a"))).isEqualTo(1);
    }

    @Test
    void eachChineseCharacterIsAWord() {
        Shingles first = Shingles.of(List.of("房间", "很", "干净", "服务", "好"));

        // 房间很干净, 间很干净服, 很干净服务 and 干净服务好, however they are cut into words.
        assertThat(first.size()).isEqualTo(4);
        assertThat(first.resemblance(Shingles.of(List.of("房", "间", "很干净", "服务好"))))
                .isEqualTo(1);
        assertThat(first.resemblance(Shingles.of(List.of("房间", "很", "干净", "服务", "差"))))
                .isEqualTo(3 / 5.0, within(1e-12));
    }

    @Test
    void aTextOfFewerWordsIsOneRun() {
        assertThat(of("good film").size()).isEqualTo(1);
        assertThat(of("good film").resemblance(of("good film"))).isEqualTo(1);
        assertThat(of("good film").resemblance(of("good films"))).isZero();
        assertThat(Shingles.of(List.of()).resemblance(Shingles.of(List.of()))).isEqualTo(1);
    }

    private static Shingles of(String words) {
        return Shingles.of(List.of(words.split(" ")));
    }
}

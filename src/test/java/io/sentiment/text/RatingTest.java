package io.sentiment.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatingTest {

    private final Tokenizer tokenizer = new Tokenizer();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9/10",
                "10/10",
                "10 / 10",
                "7/10",
                "4/5",
                "4.5/5",
                "3,5/5",
                "95/100",
                "10 out of 10",
                "ten out of ten",
                "four out of five",
                "4 out of 5 stars",
                "3/4 stars",
                "5 stars",
                "5 star",
                "5-star",
                "five stars",
                "8 stars",
                "100%",
                "80 %",
                "９／１０",
                "满分",
                "五星",
                "5星",
                "四颗星",
                "四星",
                "100分",
                "★★★★☆",
                "⭐⭐⭐⭐⭐",
                "4.5星"
            })
    void aHighRatingIsOneToken(String rating) {
        assertThat(tokenizer.tokenize(rating)).containsExactly("<high-rating>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5/10",
                "6/10",
                "3/5",
                "2.5/5",
                "50%",
                "3 stars",
                "three out of five",
                "5 out of 10",
                "三颗星",
                "★★★☆☆"
            })
    void aMiddlingRatingIsOneToken(String rating) {
        assertThat(tokenizer.tokenize(rating)).containsExactly("<middle-rating>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0/10",
                "1/10",
                "4/10",
                "1/5",
                "0 stars",
                "zero stars",
                "one star",
                "1-star",
                "2 out of 5",
                "1 out of 10",
                "10%",
                "零分",
                "0分",
                "负分",
                "一星",
                "1星",
                "两颗星",
                "★☆☆☆☆",
                "☆☆☆☆☆",
                "-10/10",
                "0 / 5 stars"
            })
    void aLowRatingIsOneToken(String rating) {
        assertThat(tokenizer.tokenize(rating)).containsExactly("<low-rating>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5/10/2020",
                "1/10th",
                "24/7",
                "11/5",
                "3.5",
                "12 cats",
                "1/5 of it",
                "200%",
                "20% of them",
                "10% off",
                "5 of 10",
                "mp3",
                "5 starters",
                "一星期",
                "五星级",
                "五星红旗",
                "三星手机",
                "0分钟",
                "10分",
                "十分",
                "someone starred",
                "$5/10",
                "★",
                "★★★",
                "2 star wars films",
                "1.5.10"
            })
    void otherNumbersAreNoRatings(String text) {
        assertThat(tokenizer.tokenize(text)).isNotEmpty().noneMatch(Rating::isRating);
    }

    @Test
    void whatIsAnnouncedAsARatingIsOne() {
        assertThat(tokenizer.tokenize("Rated 1 of 5, room 13"))
                .containsExactly("rated", "<low-rating>", ",", "room", "<number>");
        assertThat(tokenizer.tokenize("I give it 9 of 10!")).containsExactly("i", "give", "it", "<high-rating>", "!");
        assertThat(tokenizer.tokenize("服务差，给0星！")).contains("<low-rating>");
        assertThat(tokenizer.tokenize("三星好评")).contains("<middle-rating>");
    }

    @Test
    void aVocabularyOfBeforeReadsARatingAsAWordThatSaysTheSame() {
        Vocabulary english = Vocabularies.of("<number>", "excellent", "average", "terrible");
        Vocabulary chinese = Vocabularies.of("<number>", "很好", "一般", "差");
        Vocabulary other = Vocabularies.of("<number>", "gut");
        Vocabulary present = Vocabularies.of("excellent", "<high-rating>");

        assertThat(english.idOf("<high-rating>")).isEqualTo(english.idOf("excellent"));
        assertThat(english.idOf("<middle-rating>")).isEqualTo(english.idOf("average"));
        assertThat(chinese.idOf("<low-rating>")).isEqualTo(chinese.idOf("差"));
        assertThat(other.idOf("<low-rating>")).isEqualTo(other.idOf("<number>"));
        assertThat(present.idOf("<high-rating>")).isEqualTo(present.ids().get("<high-rating>"));
        assertThat(present.idOf("<low-rating>")).isEqualTo(Vocabulary.UNKNOWN_ID);
    }
}

package io.sentiment.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizedTextTest {

    private final Tokenizer tokenizer = new Tokenizer();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I don&#39;t <b>like</b> it!!!! | I; do; n&#39;t; like; it; !!!!",
                "ＮＯＴ ﬁne, cafe\u0301           | ＮＯＴ; ﬁne; ,; cafe\u0301",
                "soooo good :)))) 👍🏽👍🏽          | soooo; good; :)))); 👍🏽; 👍🏽",
                "see https://a.b/c now @john    | see; https://a.b/c; now; @john",
                "9 / 10 &amp; 4 stars, 12 cats  | 9 / 10; &amp;; 4 stars; ,; 12; cats",
                "房间很干净，五星好评                 | 房间; 很; 干净; ，; 五星; 好; 评",
                "_not_ n\u200Bot                | _; not; _; n\u200Bot",
                "ǅungla ŉ İstanbul              | ǅungla; ŉ; ŉ; İstanbul"
            })
    void eachTokenPointsIntoTheTextAsItWasSent(String sent, String places) {
        assertThat(places(sent)).containsExactly(places.split("; "));
    }

    @Test
    void wordsKeepTheNumbersThatTokensClass() {
        TokenizedText text = tokenizer.read("Room 12 gets 9/10");

        assertThat(text.tokens()).containsExactly("room", "<number>", "gets", "<high-rating>");
        assertThat(text.words()).containsExactly("room", "12", "gets", "9/10");
    }

    @Test
    void thePlacesOfTokensOfAnyTextRiseAndLieInIt() {
        Random random = new Random(7);
        int[] alphabet = "abI ́\u0345ﬁ½ǅß&#39;<br>\u200D\u200B👍🏽🇩🇪\u1100\u1161㍍①５/10★五星満분ा\uD800.:)'_@ \n"
                .codePoints()
                .toArray();
        for (int round = 0; round < 5_000; round++) {
            StringBuilder builder = new StringBuilder();
            for (int index = random.nextInt(40); index > 0; index--) {
                builder.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
            }
            String sent = builder.toString();
            TokenizedText text = tokenizer.read(sent);
            int end = 0;
            for (int token = 0; token < text.tokens().size(); token++) {
                assertThat(text.start(token)).as(sent).isBetween(0, text.end(token) - 1);
                assertThat(text.end(token)).as(sent).isBetween(end, sent.length());
                end = text.end(token);
            }
        }
    }

    private List<String> places(String sent) {
        TokenizedText text = tokenizer.read(sent);
        return IntStream.range(0, text.tokens().size())
                .mapToObj(token -> sent.substring(text.start(token), text.end(token)))
                .toList();
    }
}

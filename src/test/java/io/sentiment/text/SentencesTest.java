package io.sentiment.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.text.Sentences.Sentence;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {

    @Test
    void englishSentencesEndWithTheirMarks() {
        assertThat(Sentences.of("  I loved it!  The end, though... was \"slow.\" 3.5 stars?\nFine"))
                .extracting(Sentence::text)
                .containsExactly("I loved it!", "The end, though... was \"slow.\"", "3.5 stars?", "Fine");
    }

    @Test
    void chineseSentencesNeedNoBlanks() {
        assertThat(Sentences.of("房间不大，但是很干净。服务太差了！还会再来吗？不会"))
                .extracting(Sentence::text)
                .containsExactly("房间不大，但是很干净。", "服务太差了！", "还会再来吗？", "不会");
    }

    @Test
    void neitherAbbreviationsNorNumbersEndASentence() {
        assertThat(Sentences.of("Mr. Smith gave it 4.5 of 5 stars. Mrs. Jones did not."))
                .extracting(Sentence::text)
                .containsExactly("Mr. Smith gave it 4.5 of 5 stars.", "Mrs. Jones did not.");
    }

    @Test
    void placesAreInCodePointsOfTheTextAsItWasSent() {
        assertThat(Sentences.of("😀 Good.<br>😀&nbsp;Bad. \u00A0"))
                .containsExactly(new Sentence("😀 Good.<br>😀&nbsp;Bad.", 0, 22));
        assertThat(Sentences.of("😀 Good. 😀 Bad."))
                .containsExactly(new Sentence("😀 Good.", 0, 7), new Sentence("😀 Bad.", 8, 14));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n \u3000\u00A0\u200B\r\n"})
    void aBlankTextHasNone(String text) {
        assertThat(Sentences.of(text)).isEmpty();
    }

    @Test
    void whateverATextHoldsItsSentencesStandInItInTheirOrderAndNoneIsEmpty() {
        Random random = new Random(5);
        int[] characters = "aB.!? \n\t。！😀\u200B\uD800\u3000\"(".codePoints().toArray();
        for (int round = 0; round < 2_000; round++) {
            StringBuilder builder = new StringBuilder();
            random.ints(random.nextInt(30), 0, characters.length)
                    .forEach(index -> builder.appendCodePoint(characters[index]));
            String text = builder.toString();
            int last = 0;
            for (Sentence sentence : Sentences.of(text)) {
                assertThat(sentence.start()).isBetween(last, sentence.end() - 1);
                assertThat(text.substring(
                                text.offsetByCodePoints(0, sentence.start()),
                                text.offsetByCodePoints(0, sentence.end())))
                        .isEqualTo(sentence.text());
                last = sentence.end();
            }
        }
    }
}

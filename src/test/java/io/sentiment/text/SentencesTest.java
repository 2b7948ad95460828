package io.sentiment.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.text.Sentences.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTest {

    @Test
    void aSentenceEndsWhereItsLanguageEndsIt() {
        assertThat(sentences("The room was clean.  The staff was rude! Would I return? Never…"))
                .containsExactly("The room was clean.", "The staff was rude!", "Would I return?", "Never…");
        assertThat(sentences("房间很干净。服务太差了！还会再来吗？不会")).containsExactly("房间很干净。", "服务太差了！", "还会再来吗？", "不会");
        assertThat(sentences("He said: “I liked it.” Then he left.")).hasSize(2);
    }

    @Test
    void neitherAbbreviationsNorNumbersEndOne() {
        assertThat(sentences("Mr. Smith gave it 4.5 of 5 stars. Mrs. Jones did not."))
                .containsExactly("Mr. Smith gave it 4.5 of 5 stars.", "Mrs. Jones did not.");
    }

    @Test
    void linesAreSentencesAndBlanksAreNone() {
        assertThat(sentences("\n  Good food\n\nbad service \u3000\n")).containsExactly("Good food", "bad service");
        assertThat(Sentences.of("")).isEmpty();
        assertThat(Sentences.of(" \n\u00a0\t")).isEmpty();
    }

    @Test
    void placesPointIntoTheText() {
        String text = " 😀 Good. Bad. ";

        assertThat(Sentences.of(text)).containsExactly(new Place(1, 9), new Place(10, 14));
    }

    private static List<String> sentences(String text) {
        return Sentences.of(text).stream().map(place -> place.in(text)).toList();
    }
}

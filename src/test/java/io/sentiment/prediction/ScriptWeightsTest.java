package io.sentiment.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptWeightsTest {

    @ParameterizedTest
    @CsvSource({
        "I don't like it, 4, 0",
        "I don’t like it, 4, 0",
        "cafe\u0301 au lait, 3, 0",
        "很好, 0, 2",
        "𠮷野家, 0, 3",
        "iPhone 15 Pro Max 太贵了, 3, 3",
        "WiFi很快, 1, 2",
        "1234 !!! 😀, 0, 0",
        "Привет мир, 0, 0"
    })
    void latinCountsInWordsAndHanInCharacters(String text, int latin, int han) {
        ScriptWeights weights = ScriptWeights.of(text);

        assertThat(weights.in(ScriptCode.scripts(List.of("Latn")))).isEqualTo(latin);
        assertThat(weights.in(ScriptCode.scripts(List.of("Hani")))).isEqualTo(han);
    }

    @ParameterizedTest
    @CsvSource({
        "Hans, 很好, 2",
        "Hant, 很好, 2",
        "Jpan, とても良い, 5",
        "Kore, 정말 좋아요, 2",
        "Cyrl, Привет мир, 2",
        "Zyyq, hello, 0"
    })
    void aCodeCoversTheScriptsOfUnicodeThatItStandsFor(String code, String text, int words) {
        assertThat(ScriptWeights.of(text).in(ScriptCode.scripts(List.of(code)))).isEqualTo(words);
    }
}

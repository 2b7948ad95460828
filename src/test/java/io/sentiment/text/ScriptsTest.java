package io.sentiment.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptsTest {

    @ParameterizedTest
    @CsvSource({
        "I don't like it, 4, 0",
        "I don’t like it, 4, 0",
        "I donʼt like it, 4, 0",
        "cafe\u0301 au lait, 3, 0",
        "很好, 0, 2",
        "𠮷野家, 0, 3",
        "iPhone 15 Pro Max 太贵了, 3, 3",
        "WiFi很快, 1, 2",
        "1234 !!! 😀, 0, 0",
        "Привет мир, 0, 0"
    })
    void latinCountsInWordsAndHanInCharacters(String text, int latin, int han) {
        Scripts scripts = Scripts.of(text);

        assertThat(scripts.words(Scripts.coveredBy(List.of("Latn")))).isEqualTo(latin);
        assertThat(scripts.words(Scripts.coveredBy(List.of("Hani")))).isEqualTo(han);
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
        assertThat(Scripts.of(text).words(Scripts.coveredBy(List.of(code)))).isEqualTo(words);
    }

    @Test
    void wordsInAnyScriptAreCounted() {
        assertThat(Scripts.of("Привет, WiFi很快!").words()).isEqualTo(4);
        assertThat(Scripts.of("1234 !!! 😀").words()).isZero();
    }

    @Test
    void theMainScriptsAreThoseOfATenthOfTheWords() {
        Scripts scripts = new Scripts();
        scripts.add("我的 iPhone 15 Pro Max 电池不行"); // 6 Chinese words, and 3 Latin ones of 12 letters.
        assertThat(scripts.main()).containsExactly("Hani", "Latn");

        scripts.add("很".repeat(22)); // 28 and 3: a tenth is 3.1.
        assertThat(scripts.main()).containsExactly("Hani");
    }

    @Test
    void textsWithoutLettersHaveNoMainScript() {
        assertThat(Scripts.of("1234 !!! 😀").main()).isEmpty();
    }
}

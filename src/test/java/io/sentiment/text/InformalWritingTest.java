package io.sentiment.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InformalWritingTest {

    private static final String SHRUG = "\uD83E\uDD37";
    private static final String WOMAN_OF_MEDIUM_SKIN_SHRUGS = SHRUG + "\uD83C\uDFFD\u200D\u2640\uFE0F";
    private static final String MAN_SHRUGS = SHRUG + "\u200D\u2642";
    private static final String WOMAN_AT_LAPTOP = "\uD83D\uDC69\u200D\uD83D\uDCBB";

    private final Tokenizer tokenizer = new Tokenizer(TokenizerSettings.current());

    @ParameterizedTest
    @CsvSource({
        "I dont like it, i do n't like it",
        "WASNT good, was n't good",
        "cant wait, ca n't wait",
        "im happy, i 'm happy",
        "thats bad, that 's bad",
        "don't, do n't",
        "its ill, its ill",
        "dontcare, dontcare"
    })
    void aWordWithoutItsApostropheIsTheSameAsWithIt(String text, String tokens) {
        assertThat(tokenizer.tokenize(text)).containsExactly(tokens.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "好吃[爱你]再来, 好吃 [爱你] 再来",
        "[good][泪], [good] [泪]",
        "[怒][怒][怒][怒][怒], [怒] [怒] [怒]",
        "[哈哈哈], [哈哈]",
        "[sic] good, [ sic ] good",
        "[1] good, [ <number> ] good",
        "[泪, [ 泪",
        "[ 泪 ], [ 泪 ]",
        "[], [ ]",
        "[这是一段写在方括号里的话], [ 这 是 一段 写在 方 括号 里 的话 ]"
    })
    void aFaceInBracketsIsOneToken(String text, String tokens) {
        assertThat(tokenizer.tokenize(text)).containsExactly(tokens.split(" "));
    }

    @Test
    void anEmojiIsTheSameForEverySkinToneAndSex() {
        assertThat(tokenizer.tokenize("👍👍🏽👍🏿👍🏻 😀")).containsExactly("👍", "👍", "👍", "😀");
        assertThat(tokenizer.tokenize(WOMAN_OF_MEDIUM_SKIN_SHRUGS + " ok " + MAN_SHRUGS))
                .containsExactly(SHRUG, "ok", SHRUG);
        assertThat(tokenizer.tokenize("🏽" + WOMAN_AT_LAPTOP)).containsExactly("🏽", WOMAN_AT_LAPTOP);
    }

    @Test
    void traditionalChineseIsReadAsSimplified() {
        assertThat(tokenizer.tokenize("這家餐廳的東西很好吃，裡面髒亂")).isEqualTo(tokenizer.tokenize("这家餐厅的东西很好吃，里面脏乱"));
    }

    @Test
    void eachTokenKnowsWhereItStands() {
        TokenizedText text = tokenizer.read("I  DONT 裡面[怒] 👍🏽");

        assertThat(text.tokens()).containsExactly("i", "do", "n't", "里面", "[怒]", "👍");
        assertThat(text.start(1)).isEqualTo(3);
        assertThat(text.end(1)).isEqualTo(5);
        assertThat(text.start(2)).isEqualTo(5);
        assertThat(text.end(2)).isEqualTo(7);
        assertThat(text.start(4)).isEqualTo(10);
        assertThat(text.end(4)).isEqualTo(13);
        assertThat(text.end(5)).isEqualTo(18);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aModelOfEarlierRulesGetsTheTokensThatItGot(int formatVersion) {
        Tokenizer earlier = new Tokenizer(new TokenizerSettings(formatVersion, "79.1"));

        assertThat(earlier.tokenize("I dont 這家[怒] 👍🏽")).containsExactly("i", "dont", "這家", "[", "怒", "]", "👍🏽");
    }

    @Test
    void textsAreComparedAsEver() {
        String text = "im sad [泪] 後悔 👍🏽";

        assertThat(new Tokenizer().tokenize(text))
                .isEqualTo(new Tokenizer(new TokenizerSettings(2, "79.1")).tokenize(text));
        assertThat(tokenizer.read(text).normalized())
                .isEqualTo(new Tokenizer().read(text).normalized());
    }

    @Test
    void whatGoesOnFromAModelKeepsItsRules() {
        assertThat(List.of(1, 2, 3))
                .map(version -> new TokenizerSettings(version, "12.3").ofSuccessor())
                .containsExactly(
                        new TokenizerSettings(2, "79.1"),
                        new TokenizerSettings(2, "79.1"),
                        new TokenizerSettings(3, "79.1"));
    }
}

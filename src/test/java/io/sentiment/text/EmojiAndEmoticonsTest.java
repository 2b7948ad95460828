package io.sentiment.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiAndEmoticonsTest {

    private static final String WOMAN_AT_LAPTOP = "\uD83D\uDC69\u200D\uD83D\uDCBB";
    private static final String THUMB_OF_MEDIUM_SKIN = "\uD83D\uDC4D\uD83C\uDFFD";
    private static final String FAMILY = "👨\u200D👩\u200D👧\u200D👦";
    private static final String FLAG = "🇩🇪";
    private static final String FLAG_OF_WALES =
            "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC77\uDB40\uDC6C\uDB40\uDC73\uDB40\uDC7F";

    private final Tokenizer tokenizer = new Tokenizer();

    @ParameterizedTest
    @ValueSource(strings = {WOMAN_AT_LAPTOP, THUMB_OF_MEDIUM_SKIN, FAMILY, FLAG, FLAG_OF_WALES, "😀"})
    void anEmojiSequenceIsOneToken(String emoji) {
        assertThat(tokenizer.tokenize("好" + emoji + "ok")).containsExactly("好", emoji, "ok");
    }

    @Test
    void aHeartIsTheSameTokenInColourAndInBlack() {
        assertThat(tokenizer.tokenize("\u2764\uFE0F \u2764")).containsExactly("\u2764", "\u2764");
    }

    @Test
    void aRepeatedEmojiGivesAtMostThreeTokens() {
        assertThat(tokenizer.tokenize("😀😀😀😀😀 😡")).containsExactly("😀", "😀", "😀", "😡");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":)", ":-)", ":(", ":-(", ":D", ";)", ":P", ":/", ":'(", "=)", "xD", "<3", "</3", "^_^", "T_T", "-_-",
                ":o", ":|", "(:"
            })
    void anEmoticonIsOneToken(String emoticon) {
        String token = emoticon.toLowerCase(java.util.Locale.ROOT);

        assertThat(tokenizer.tokenize("fun " + emoticon + " and " + emoticon))
                .containsExactly("fun", token, "and", token);
    }

    @Test
    void aRepeatedMouthIsTheSameEmoticon() {
        assertThat(tokenizer.tokenize(":)))) XDDDD")).containsExactly(":)", "xd");
    }

    @Test
    void anEmoticonMayTouchChineseWords() {
        assertThat(tokenizer.tokenize("好吃:D很好^_^再来")).containsExactly("好吃", ":d", "很好", "^_^", "再来");
    }

    @ParameterizedTest
    @CsvSource({
        "(1998), ( <number> )",
        "note:done, note : done",
        "http://, http : //",
        "10:30, <number> : <number>",
        "3:0, <number> : <number>",
        "taxd, taxd",
        "x=d, x = d",
        "优点：（1）, 优点 : ( <number> )",
        "<30, < <number>"
    })
    void whatOnlyLooksLikeAnEmoticonIsNone(String text, String tokens) {
        assertThat(tokenizer.tokenize(text)).containsExactly(tokens.split(" "));
    }
}

package io.sentiment.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {

    private final Tokenizer tokenizer = new Tokenizer();

    @Test
    void wordsAndPunctuationAreTokensInLowerCase() {
        assertThat(tokens("A well-made film, really!"))
                .containsExactly("a", "well", "-", "made", "film", ",", "really", "!");
    }

    @ParameterizedTest
    @CsvSource({
        "don't, do n't",
        "CAN'T, ca n't",
        "won't, wo n't",
        "isn’t, is n't",
        "isnʼt, is n't",
        "isn‘t, is n't",
        "isn`t, is n't",
        "isn´t, is n't",
        "do n't, do n't",
        "cannot, cannot",
        "it’s, it 's",
        "film's, film 's",
        "they've, they 've",
        "rock'n'roll, rock'n'roll"
    })
    void theNegationAndOtherCliticsAreTokensWhateverTheWordAndTheApostrophe(String text, String tokens) {
        assertThat(tokens(text)).containsExactly(tokens.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"!!!!!, !!!", "!!, !!", "..., ...", "……, ...", "。。。。。。, 。。。", "！！！！, !!!", "?!, ? !", "____, ___"})
    void aRunOfOneMarkIsOneTokenOfAtMostThree(String text, String tokens) {
        assertThat(tokens(text)).containsExactly(tokens.split(" "));
    }

    @Test
    void aDrawnOutLetterIsShortenedToTwo() {
        assertThat(tokens("soooo goood")).containsExactly("soo", "good");
        assertThat(tokens("哈哈哈哈")).isEqualTo(tokens("哈哈"));
    }

    @Test
    void fullwidthLettersAndLigaturesAreOrdinaryLetters() {
        assertThat(tokens("ＷＯＷ ﬁne STRASSE straße Cafe\u0301"))
                .containsExactly("wow", "fine", "strasse", "strasse", "caf\u00E9");
    }

    @Test
    void aMissingSpaceBehindAFullStopDoesNotJoinTwoWords() {
        assertThat(tokens("good.The u.s.a. e.g. this:that"))
                .containsExactly("good", ".", "the", "u.s.a", ".", "e.g", ".", "this", ":", "that");
    }

    @Test
    void underscoresAroundAWordAreNotPartOfIt() {
        assertThat(tokens("_not_ snake_case #love")).containsExactly("_", "not", "_", "snake_case", "#", "love");
    }

    @Test
    void chineseIsCutIntoWords() {
        assertThat(tokens("房间又脏又吵，服务态度很差。")).containsExactly("房间", "又", "脏", "又", "吵", ",", "服务", "态度", "很", "差", "。");
        assertThat(tokens("不推荐，七")).containsExactly("不", "推荐", ",", "七");
    }

    @Test
    void thaiAndArabicAreCutIntoWords() {
        assertThat(tokens("อาหารอร่อยมาก")).containsExactly("อาหาร", "อร่อย", "มาก");
        assertThat(tokens("جميلة، لا أحبها!")).containsExactly("جميلة", "،", "لا", "أحبها", "!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "1,000.50", "3.5", "１２３", "٣٤", "१२"})
    void numbersAreOneClass(String number) {
        assertThat(tokens(number)).containsExactly("<number>");
    }

    @Test
    void digitsWithinAWordStay() {
        assertThat(tokens("mp3 4k 2nd v2.0 200% 15.4寸"))
                .containsExactly("mp3", "4k", "2nd", "v2.0", "<number>", "%", "<number>", "寸");
    }

    @Test
    void addressesAndMentionsAreClasses() {
        assertThat(tokens("see http://a.b/c?d=e), www.foo.com. HTTPS://t.cn/abc真好"))
                .containsExactly("see", "<url>", ")", ",", "<url>", ".", "<url>", "真好");
        assertThat(tokens("mail a.b@c.de, @john 谢谢@小明 thanks"))
                .containsExactly("mail", "<user>", ",", "<user>", "谢谢", "<user>", "thanks");
    }

    @Test
    void noTextCanSpellAClassOrAReservedToken() {
        assertThat(tokens("<url> <number> <padding> ＜unknown＞"))
                .containsExactly("<", "url", ">", "<", "number", ">", "<", "padding", ">", "<", "unknown", ">");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " \t\r\n", "\u0000\u0007\u00A0\u3000", "\uFEFF\u200B\u200D\u2060", "\uD800", "\uDC00 \uD83D"
            })
    void blanksAndInvisibleCharactersGiveNoToken(String text) {
        assertThat(tokens(text)).isEmpty();
    }

    @Test
    void invisibleCharactersInsideAWordVanish() {
        assertThat(tokens("go\u00ADod ba\u200Dd")).containsExactly("good", "bad");
    }

    @Test
    void tokenizingTheTokensAgainChangesNothing() {
        List<String> once = tokens("Don’t waste $ on this!!!!! It was soooo bad :( 👍🏽👍🏽, isn't it...? 服务态度很差。");

        assertThat(tokens(String.join(" ", once))).isEqualTo(once);
    }

    @Test
    void manyThreadsGetTheSameTokens() {
        String text = "I don't like it :( 房间又脏又吵，服务态度很差。 อาหารอร่อยมาก 👩‍💻 ".repeat(20);
        List<String> expected = tokens(text);

        assertThat(IntStream.range(0, 400).parallel().mapToObj(call -> tokens(text)))
                .allSatisfy(tokens -> assertThat(tokens).isEqualTo(expected));
    }

    private List<String> tokens(String text) {
        return tokenizer.tokenize(text);
    }
}

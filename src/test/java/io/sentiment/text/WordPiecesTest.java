package io.sentiment.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordPiecesTest {

    private final Vocabulary vocabulary = of(
            "##<pieces>",
            "a",
            "un",
            "unwatch",
            "watch",
            "##able",
            "##ab",
            "##ility",
            "##l",
            "##s",
            "好",
            "看",
            "好看",
            "机",
            "##e",
            "👍",
            "!",
            "phone",
            "###");

    @ParameterizedTest
    @CsvSource({
        "watch, watch",
        "watchable, watch ##able",
        "unwatchables, unwatch ##able ##s",
        "unwatchability, unwatch ##ab ##ility",
        "watchunwatch, watch",
        "watchzes, watch ##e ##s",
        "zzz, <unknown>",
        "zable, ##able"
    })
    void anUnknownWordIsReadFromTheLeftByTheLongestPiecesThatFit(String word, String pieces) {
        assertThat(read(word, vocabulary)).isEqualTo(pieces);
    }

    @ParameterizedTest
    @CsvSource({
        "好看, 好看",
        "好看机, 好看 机",
        "看好, 看 好",
        "好囧看, 好 看",
        "囧, <unknown>",
        "phone机, phone 机",
        "机phone, 机 ##e",
    })
    void anUnknownChineseWordIsReadByTheWordsAndCharactersInIt(String word, String pieces) {
        assertThat(read(word, vocabulary)).isEqualTo(pieces);
    }

    @Test
    void anEmojiWithAnUnknownSkinToneIsReadAsTheOneWithout() {
        assertThat(read("👍🏽", vocabulary)).isEqualTo("👍");
    }

    @Test
    void aClassOfStringsIsNeverCut() {
        assertThat(read("<url>", of("##<pieces>", "<", "##url", "##u"))).isEqualTo("<unknown>");
    }

    @Test
    void aVocabularyWithoutPiecesLeavesEveryUnknownWordUnknown() {
        assertThat(read("watchable", of("watch", "##able", "好"))).isEqualTo("<unknown>");
        assertThat(read("好看", of("watch", "##able", "好"))).isEqualTo("<unknown>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"##able", "a##able", "###able", "##<pieces>", "##️⃣able", "#able ##able"})
    void noTextHasATokenThatLooksLikeAPiece(String text) {
        assertThat(new Tokenizer().tokenize(text)).noneMatch(token -> token.matches("##[^#].*"));
    }

    @Test
    void aMisspeltWordSharesPiecesWithTheRightOne() {
        Vocabulary words = of("##<pieces>", "ho", "dis", "##rible", "##appoint", "##ed", "##ing", "##r");

        assertThat(read("horrible", words)).isEqualTo("ho ##r ##rible");
        assertThat(read("horible", words)).isEqualTo("ho ##rible");
        assertThat(read("dissappointed", words)).isEqualTo("dis ##appoint ##ed");
        assertThat(read("disappointing", words)).isEqualTo("dis ##appoint ##ing");
    }

    @Test
    void aTextOfPiecesCountsThemAndTheWordsOfWhichNothingIsKnown() {
        Encoder encoder = new Encoder(new Tokenizer(), vocabulary, 4);

        EncodedText text = encoder.encode("Unwatchables zzz qqq watch!");

        assertThat(text.tokens()).isEqualTo(7);
        assertThat(text.unknownTokens()).isEqualTo(2);
        assertThat(text.truncated()).isTrue();
        assertThat(tokens(text, vocabulary)).containsExactly("unwatch", "<unknown>", "watch", "!");
    }

    @Test
    void aWordOfTenThousandLettersIsNotCutSoThatTheWorkIsBounded() {
        Vocabulary letters = of("##<pieces>", "a", "b", "##a", "##b", "##ab");
        Encoder encoder = new Encoder(new Tokenizer(), letters, 8);

        // The tokenizer cuts at 4,096 letters.
        assertThat(encoder.encode("ab".repeat(5_000))).isEqualTo(new EncodedText(new int[] {1, 1, 1}, 3, 3, false));
        assertThat(read("ab".repeat(51), letters)).isEqualTo("<unknown>");
        assertThat(read("ab".repeat(50), letters)).isEqualTo("a ##b" + " ##ab".repeat(49));
    }

    @Test
    void aFileKeepsThePieces() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        vocabulary.writeTo(file);

        Vocabulary read = Vocabulary.read(new ByteArrayInputStream(file.toByteArray()));

        assertThat(read.tokens()).isEqualTo(vocabulary.tokens());
        assertThat(read("watchable", read)).isEqualTo("watch ##able");
    }

    private static Vocabulary of(String... tokens) {
        return new Vocabulary(
                Stream.concat(Vocabulary.RESERVED.stream(), Stream.of(tokens)).toList());
    }

    private static String read(String token, Vocabulary vocabulary) {
        StringBuilder pieces = new StringBuilder();
        vocabulary.read(
                token, id -> pieces.append(' ').append(vocabulary.tokens().get(id)));
        return pieces.substring(1);
    }

    private static List<String> tokens(EncodedText text, Vocabulary vocabulary) {
        return Arrays.stream(text.tokenIds()).mapToObj(vocabulary.tokens()::get).toList();
    }
}

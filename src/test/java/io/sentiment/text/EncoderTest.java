package io.sentiment.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class EncoderTest {

    private final Tokenizer tokenizer = new Tokenizer();

    /** Ids 2 to 10 are the letters a to i. */
    private final Vocabulary vocabulary = Vocabularies.of("a", "b", "c", "d", "e", "f", "g", "h", "i");

    @Test
    void aTextBecomesTheIdsOfItsTokens() {
        assertThat(encode("A c zebra", 8)).isEqualTo(new EncodedText(new int[] {2, 4, 1}, 3, 1, false));
    }

    @Test
    void aTextOfExactlyTheMaximumLengthIsWhole() {
        assertThat(encode("a b c d", 4)).isEqualTo(new EncodedText(new int[] {2, 3, 4, 5}, 4, 0, false));
    }

    @Test
    void aLongTextKeepsItsFirstQuarterAndItsEnd() {
        assertThat(encode("a b c d e f g h i", 8))
                .isEqualTo(new EncodedText(new int[] {2, 3, 5, 6, 7, 8, 9, 10}, 9, 0, true));
    }

    @Test
    void theCountsAreThoseOfTheWholeTextWhenItIsTruncated() {
        assertThat(encode("a b x y z f g h", 4)).isEqualTo(new EncodedText(new int[] {2, 7, 8, 9}, 8, 3, true));
    }

    @Test
    void aMaximumOfOneKeepsTheLastToken() {
        assertThat(encode("a b c", 1)).isEqualTo(new EncodedText(new int[] {4}, 3, 0, true));
    }

    @Test
    void aTextWithoutTokensIsOneUnknownTokenSoThatNoRowIsEmpty() {
        assertThat(encode(" \t", 4)).isEqualTo(new EncodedText(new int[] {1}, 0, 0, false));
    }

    @Test
    void encodedTextsAreEqualByContent() {
        EncodedText text = new EncodedText(new int[] {2, 3}, 2, 0, false);

        assertThat(text).hasSameHashCodeAs(new EncodedText(new int[] {2, 3}, 2, 0, false));
        assertThat(text).isNotEqualTo(new EncodedText(new int[] {2, 4}, 2, 0, false));
        assertThat(text.length()).isEqualTo(2);
    }

    @Test
    void impossibleValuesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Encoder(tokenizer, vocabulary, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new EncodedText(new int[0], 0, 0, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new EncodedText(new int[] {1}, 1, 2, false));
    }

    @Test
    void theSettingsNameTheRulesAndTheReleaseOfIcu() {
        assertThat(TokenizerSettings.current()).isEqualTo(new TokenizerSettings(3, "79.1"));
    }

    private EncodedText encode(String text, int maximumLength) {
        return new Encoder(tokenizer, vocabulary, maximumLength).encode(text);
    }
}

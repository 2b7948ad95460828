package io.sentiment.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTest {

    private static final List<List<String>> TEXTS =
            List.of(List.of("good", "film", "!"), List.of("bad", "film", "!"), List.of("film", "😀", "\uFF5E"));

    @Test
    void tokensFollowTheReservedIdsByFallingFrequencyAndThenByCodePoint() {
        Vocabulary vocabulary = Vocabularies.ofMostFrequent(TEXTS, 100, 1);

        // U+FF5E comes before U+1F600, although its UTF-16 unit is the greater one.
        assertThat(tokensOf(vocabulary))
                .containsExactly("<padding>", "<unknown>", "film", "!", "bad", "good", "\uFF5E", "😀");
    }

    @Test
    void theMaximumSizeCountsTheReservedIds() {
        assertThat(tokensOf(Vocabularies.ofMostFrequent(TEXTS, 3, 1)))
                .containsExactly("<padding>", "<unknown>", "film");
        assertThat(Vocabularies.ofMostFrequent(TEXTS, 2, 1).size()).isEqualTo(2);
        assertThatIllegalArgumentException().isThrownBy(() -> Vocabularies.ofMostFrequent(TEXTS, 1, 1));
    }

    @Test
    void newTokensFollowTheKnownOnesWhichKeepTheirIds() {
        Vocabulary known = Vocabularies.ofMostFrequent(List.of(List.of("film", "plot", "film")), 100, 1);
        VocabularyBuilder builder = new VocabularyBuilder();
        TEXTS.forEach(builder::add);

        assertThat(tokensOf(builder.extend(known, 100, 1)))
                .containsExactly("<padding>", "<unknown>", "film", "plot", "!", "bad", "good", "\uFF5E", "😀");
        assertThat(tokensOf(builder.extend(known, 5, 1)))
                .containsExactly("<padding>", "<unknown>", "film", "plot", "!");
        assertThat(tokensOf(builder.extend(known, 100, 2)))
                .containsExactly("<padding>", "<unknown>", "film", "plot", "!");
        assertThat(tokensOf(builder.extend(known, 3, 1))).containsExactly("<padding>", "<unknown>", "film", "plot");
    }

    @Test
    void rarerTokensThanTheMinimumCountAreLeftOut() {
        assertThat(tokensOf(Vocabularies.ofMostFrequent(TEXTS, 100, 2)))
                .containsExactly("<padding>", "<unknown>", "film", "!");
    }

    @Test
    void everyTokenHasItsIdAndOthersAreUnknown() {
        Vocabulary vocabulary = Vocabularies.ofMostFrequent(TEXTS, 100, 1);

        assertThat(vocabulary.idOf("film")).isEqualTo(2);
        assertThat(vocabulary.tokens().get(2)).isEqualTo("film");
        assertThat(vocabulary.idOf("awful")).isEqualTo(1);
    }

    @Test
    void aReservedTokenInATextTakesNoSecondId() {
        assertThat(Vocabularies.ofMostFrequent(List.of(List.of("<padding>", "a")), 100, 1)
                        .size())
                .isEqualTo(3);
    }

    @Test
    void writingAndReadingGivesTheSameVocabulary() throws IOException {
        Vocabulary vocabulary = Vocabularies.ofMostFrequent(TEXTS, 100, 1);
        ByteArrayOutputStream file = new ByteArrayOutputStream();

        vocabulary.writeTo(file);

        assertThat(file.toString(UTF_8)).isEqualTo("<padding>\n<unknown>\nfilm\n!\nbad\ngood\n\uFF5E\n😀\n");
        assertThat(tokensOf(Vocabulary.read(new ByteArrayInputStream(file.toByteArray()))))
                .isEqualTo(tokensOf(vocabulary));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                 | Line 1 of the vocabulary must be <padding>.",
                "<unknown>;<padding>;               | Line 1 of the vocabulary must be <padding>.",
                "<padding>;                         | Line 2 of the vocabulary must be <unknown>.",
                "<padding>;<unknown>;a;b;a;         | Line 5 of the vocabulary repeats the token a.",
                "<padding>;<unknown>;<padding>;     | Line 3 of the vocabulary repeats the token <padding>.",
                "<padding>;<unknown>;a;;            | Line 4 of the vocabulary is empty.",
                "<padding>;<unknown>;a\u0085;       | Line 3 of the vocabulary is not well-formed UTF-8.",
                "<padding>;<unknown>;a^;           | Line 3 of the vocabulary contains a line break.",
                "<padding>;<unknown>;a              | Line 3 of the vocabulary does not end with a line feed."
            })
    void aFaultyFileIsRefusedByTheNumberOfItsLine(String lines, String message) {
        byte[] file = lines.replace(';', '\n').replace('^', '\r').getBytes(ISO_8859_1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vocabulary.read(new ByteArrayInputStream(file)))
                .withMessage(message);
    }

    @Test
    void aTokenThatNoFileCanHoldIsRefused() {
        VocabularyBuilder builder = new VocabularyBuilder();
        builder.add(List.of("\uD800"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.build(10, 1))
                .withMessage("Line 3 of the vocabulary contains an unpaired surrogate.");
    }

    private static List<String> tokensOf(Vocabulary vocabulary) {
        return IntStream.range(0, vocabulary.size())
                .mapToObj(vocabulary.tokens()::get)
                .toList();
    }
}

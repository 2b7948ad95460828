package io.sentiment.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedVocabulariesTest {

    @ParameterizedTest
    @ValueSource(strings = {"reviews-en", "reviews-zh"})
    void readingAndWritingAShippedVocabularyGivesTheSameBytes(String model) throws IOException {
        byte[] shipped = Files.readAllBytes(file(model));
        ByteArrayOutputStream written = new ByteArrayOutputStream();

        Vocabulary.read(new ByteArrayInputStream(shipped)).writeTo(written);

        assertThat(written.toByteArray()).isEqualTo(shipped);
    }

    @ParameterizedTest
    @CsvSource({
        "reviews-en, README.md",
        "reviews-zh, models/reviews-en/README.md",
        "reviews-zh, src/test/java/io/sentiment/text/TokenizerTest.java"
    })
    void withoutPiecesEachTokenHasTheNumberOfItsLineOrIsUnknown(String model, Path text) throws IOException {
        List<String> lines = Files.readAllLines(file(model));
        List<String> words = lines.stream()
                .takeWhile(line -> !line.equals(Vocabulary.PIECES))
                .toList();
        // Without numbers, some of which are ratings and read by words that say the same.
        String content = Files.readString(text).replaceAll("[0-9★☆]|满分|[零一五]|one|two|three|four|five|ten", "");
        int[] expected = new Tokenizer()
                .tokenize(content).stream()
                        .mapToInt(token -> Math.max(words.indexOf(token), Vocabulary.UNKNOWN_ID))
                        .toArray();

        EncodedText encoded = new Encoder(new Tokenizer(), new Vocabulary(words), expected.length).encode(content);

        assertThat(encoded.tokenIds()).isEqualTo(expected).contains(Vocabulary.UNKNOWN_ID);
        assertThat(encoded.tokens()).isEqualTo(expected.length);
    }

    private static Path file(String model) {
        return Path.of("models", model, "vocabulary.txt");
    }
}

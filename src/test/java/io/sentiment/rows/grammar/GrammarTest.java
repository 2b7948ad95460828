package io.sentiment.rows.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrammarTest {

    private static final String SMALL = """
            # What two things are.
            positive:
              the {thing} is {very} good{end}
              {thing} 👍
            negative: the {thing} is not {very} good{end} | {thing} :(
            thing: film | book
            very: | very
            end: . | !
            """;

    private final Grammar grammar = Grammar.of("small", SMALL);

    @Test
    void allTextsAreDrawnSoonerOrLater() {
        Random random = new Random(7);

        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(draw -> grammar.text(true, random))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "the film is good.",
                        "the film is good!",
                        "the film is very good.",
                        "the film is very good!",
                        "the book is good.",
                        "the book is good!",
                        "the book is very good.",
                        "the book is very good!",
                        "film 👍",
                        "book 👍");
    }

    @ParameterizedTest
    @CsvSource({
        "the film is very good!, true, true",
        "THE BOOK is good, true, true",
        "the film is, true, false",
        "the film is very very good, true, false",
        "the film is not good, true, false",
        "the film is not good, false, true",
        "film👍, true, true",
        "film 👎, true, false",
        "..., true, false"
    })
    void itIsToldWhetherATextCanBeMadeWhateverItsBlanksMarksAndCase(String text, boolean positive, boolean generates) {
        assertThat(grammar.generates(positive, text)).isEqualTo(generates);
    }

    @Test
    void everyTextThatIsDrawnCanBeMade() {
        assertThat(GeneratedRows.draw(grammar, 20, 42))
                .allMatch(row -> grammar.generates(row.positive(), row.text()))
                .noneMatch(row -> grammar.generates(!row.positive(), row.text()));
    }

    @Test
    void rowsAreDifferentHalfOfThemPositiveAndTheSameForASeed() {
        List<LabelledRow> rows = GeneratedRows.draw(grammar, 16, 42);

        assertThat(rows).doesNotHaveDuplicates().hasSize(16);
        assertThat(rows.stream().filter(LabelledRow::positive)).hasSize(8);
        assertThat(GeneratedRows.draw(grammar, 16, 42)).isEqualTo(rows);
        assertThat(GeneratedRows.draw(grammar, 16, 43)).isNotEqualTo(rows);
    }

    @Test
    void textsThatLeanToALabelAreSomeOfTheRowsAndHaveItMostly() {
        Grammar leaning = Grammar.of("leaning", """
                positive: {number} is good
                negative: {number} is bad
                leaning-positive: {number} is fair
                leaning-negative: {number} is plain
                number: {digit}{digit}{digit}
                digit: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9
                """);

        List<LabelledRow> rows = GeneratedRows.draw(leaning, 1_200, 42);

        List<LabelledRow> fair =
                rows.stream().filter(row -> row.text().endsWith("fair")).toList();
        List<LabelledRow> plain =
                rows.stream().filter(row -> row.text().endsWith("plain")).toList();
        assertThat(fair.size() + plain.size()).isEqualTo(200);
        assertThat(fair.stream().filter(LabelledRow::positive).count() / (double) fair.size())
                .isBetween(0.7, 0.9);
        assertThat(plain.stream().filter(LabelledRow::positive).count() / (double) plain.size())
                .isBetween(0.1, 0.3);
        assertThat(rows.stream().filter(LabelledRow::positive)).hasSize(600);
        assertThat(rows.stream().map(LabelledRow::text)).doesNotHaveDuplicates();
        assertThat(leaning.generates(true, "123 is plain")).isTrue();
        assertThat(leaning.generates(false, "123 is plain")).isTrue();
    }

    @Test
    void severalFilesAreOneGrammarWhoseTextsBeginInAnyOfThem(@TempDir Path folder) throws IOException {
        Path words = written(folder, "words.txt", "positive: {good}\nnegative: bad\ngood: good | fine\n");
        Path questions = written(folder, "questions.txt", "positive: is it bad? no\nnegative: is it {good}? no\n");

        Grammar both = Grammar.read(List.of(words, questions));

        assertThat(both.generates(true, "fine")).isTrue();
        assertThat(both.generates(true, "Is it bad? No.")).isTrue();
        assertThat(both.generates(false, "is it fine? no")).isTrue();
    }

    @Test
    void aSymbolThatTwoFilesHaveIsRefused(@TempDir Path folder) throws IOException {
        Path first = written(folder, "first.txt", "positive: {word}\nnegative: bad\nword: good\n");
        Path second = written(folder, "second.txt", "# words\nword: fine\n");

        assertThatThrownBy(() -> Grammar.read(List.of(first, second)))
                .isInstanceOf(UnusableDataException.class)
                .hasMessage(second + ", line 2: the symbol 'word' is already in another file.");
    }

    @Test
    void moreRowsThanThereAreTextsAreRefused() {
        assertThatThrownBy(() -> GeneratedRows.draw(grammar, 22, 42))
                .isInstanceOf(UnusableDataException.class)
                .hasMessage("The grammar has too few texts: 20 of the 22 rows were found.");
    }

    @Test
    void aTextWithBothLabelsIsRefused() {
        Grammar contradictory = Grammar.of("both", "positive: good\nnegative: Good\n");

        assertThatThrownBy(() -> GeneratedRows.draw(contradictory, 2, 42))
                .isInstanceOf(UnusableDataException.class)
                .hasMessage("The grammar gives 'Good' both labels.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'  good';line 1: alternatives must follow a symbol.",
                "positive good;line 1: a symbol must be lower-case letters",
                "'positive: a\npositive: b';line 2: the symbol 'positive' is already in the file.",
                "positive: {Good};line 1: a symbol in braces must be lower-case letters and hyphens.",
                "positive: good;the symbol 'negative' has no alternatives.",
                "'positive: {a}\nnegative: b';the symbol 'a' has no alternatives.",
                "'positive: {a}\na: {b}\nb: {a}\nnegative: c';the symbol 'a' leads back to itself.",
                "'positive: a\nnegative: b\nleaning-positive: {c}';the symbol 'c' has no alternatives.",
                "'positive: a\nnegative: b\nleaning-positive: c';the symbol 'leaning-negative' has no alternatives.",
                "'positive: a\nnegative: b\nleaning-negative: c';the symbol 'leaning-positive' has no alternatives.",
                "'positive: a\nnegative: b\nc: d';no text uses the symbol 'c'."
            })
    void whatIsNoGrammarIsRefused(String content, String message) {
        assertThatThrownBy(() -> Grammar.of("faulty", content))
                .isInstanceOf(UnusableDataException.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith("faulty");
    }

    private static Path written(Path folder, String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}

package io.sentiment.rows.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.evaluation.BehaviourSuite;
import io.sentiment.rows.LabelledRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedGrammarsTest {

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void noTextOfABehaviouralSuiteCanBeMadeSoThatTheSuitesStillMeasure(String language) throws IOException {
        Grammar grammar = Grammar.read(files(language));
        List<String> texts = Stream.of(
                        BehaviourSuite.ofLanguage(language).orElseThrow(),
                        BehaviourSuite.read(Path.of("models", "unseen-pairs", language + ".tsv")))
                .flatMap(suite -> suite.pairs().stream())
                .flatMap(pair -> Stream.of(pair.first(), pair.second()))
                .toList();

        assertThat(texts).hasSizeGreaterThan(1_500);
        assertThat(texts.stream().filter(text -> grammar.generates(true, text) || grammar.generates(false, text)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void thousandsOfTextsAreMadeWhichTheGrammarKnowsAsItsOwnAndGivesOneLabel(String language) throws IOException {
        Grammar grammar = Grammar.read(files(language));

        List<LabelledRow> rows = GeneratedRows.draw(grammar, 20_000, 1);

        assertThat(rows).hasSize(20_000);
        assertThat(rows.subList(0, 500))
                .filteredOn(row -> row.text().codePoints().anyMatch(Character::isLetter))
                .allMatch(row -> grammar.generates(row.positive(), row.text()));
    }

    private static List<Path> files(String language) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("models", "grammar", language))) {
            return files.sorted().toList();
        }
    }
}

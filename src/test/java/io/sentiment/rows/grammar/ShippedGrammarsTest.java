package io.sentiment.rows.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.evaluation.BehaviourSuite;
import io.sentiment.rows.LabelledRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedGrammarsTest {

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void noTextOfABehaviouralSuiteCanBeMadeSoThatTheSuitesStillMeasure(String language) throws IOException {
        Grammar grammar = Grammar.read(grammars(language));
        List<BehaviourSuite> suites =
                new ArrayList<>(List.of(BehaviourSuite.ofLanguage(language).orElseThrow()));
        for (Path pairs : files(Path.of("models", "unseen-pairs"), language)) {
            suites.add(BehaviourSuite.read(pairs));
        }
        List<String> texts = suites.stream()
                .flatMap(suite -> suite.pairs().stream())
                .flatMap(pair -> Stream.of(pair.first(), pair.second()))
                .toList();

        assertThat(suites).hasSize(3);
        assertThat(texts).hasSizeGreaterThan(1_900);
        assertThat(texts.stream().filter(text -> grammar.generates(true, text) || grammar.generates(false, text)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void thousandsOfTextsAreMadeWhichTheGrammarKnowsAsItsOwnAndGivesOneLabel(String language) throws IOException {
        Grammar grammar = Grammar.read(grammars(language));

        List<LabelledRow> rows = GeneratedRows.draw(grammar, 20_000, 1);

        assertThat(rows).hasSize(20_000);
        assertThat(rows.subList(0, 500))
                .filteredOn(row -> row.text().codePoints().anyMatch(Character::isLetter))
                .allMatch(row -> grammar.generates(row.positive(), row.text()));
    }

    private static List<Path> grammars(String language) throws IOException {
        return files(Path.of("models", "grammar", language), "");
    }

    private static List<Path> files(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }
}

package io.sentiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.evaluation.BehaviourSuite.Expectation;
import io.sentiment.evaluation.BehaviourSuite.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type first, {@code models/first-texts}: rows for {@code evaluate --data}, and pairs of the suites. */
class FirstTextsTest {

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void eachTextThatPeopleTypeFirstIsInTheSuiteWithItsLabel(String language) throws IOException {
        List<String> rows = Files.readAllLines(Path.of("models", "first-texts", language + ".tsv"));

        List<String> tested = BehaviourSuite.ofLanguage(language).orElseThrow().pairs().stream()
                .filter(pair -> pair.capability().equals("first"))
                .flatMap(FirstTextsTest::rows)
                .toList();

        assertThat(rows.get(0)).isEqualTo("label\ttext");
        assertThat(rows).hasSizeGreaterThan(20);
        assertThat(tested).containsExactlyInAnyOrderElementsOf(rows.subList(1, rows.size()));
    }

    private static Stream<String> rows(Pair pair) {
        boolean secondPositive = (pair.expectation() == Expectation.SAME) == pair.firstPositive();
        return Stream.of(row(pair.firstPositive(), pair.first()), row(secondPositive, pair.second()));
    }

    private static String row(boolean positive, String text) {
        return (positive ? 1 : 0) + "\t" + text;
    }
}

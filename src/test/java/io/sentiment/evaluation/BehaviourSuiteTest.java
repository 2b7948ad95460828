package io.sentiment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.evaluation.BehaviourSuite.Expectation;
import io.sentiment.evaluation.BehaviourSuite.Pair;
import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.RandomNetworks;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.text.Encoder;
import io.sentiment.text.Tokenizer;
import io.sentiment.text.Vocabularies;
import io.sentiment.text.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BehaviourSuiteTest {

    @ParameterizedTest
    @CsvSource({"en,casing", "zh,script"})
    void theSuitesOfThisProgramTestEachCapabilityWithManyPairs(String language, String ownCapability) {
        List<Pair> pairs = BehaviourSuite.ofLanguage(language).orElseThrow().pairs();

        assertThat(pairs).hasSizeGreaterThanOrEqualTo(600);
        Map<String, Long> sizes =
                pairs.stream().collect(Collectors.groupingBy(Pair::capability, Collectors.counting()));
        assertThat(sizes)
                .containsKeys("negation", "intensity", "contrast", "typos", "emoji", "names", ownCapability)
                .containsKeys("minimal", "questions", "irony", "first");
        assertThat(sizes.values()).allMatch(size -> size >= 20);
        // A model with one answer for everything must not look good.
        assertThat(pairs.stream().filter(Pair::firstPositive).count())
                .isBetween(2L * pairs.size() / 5, 3L * pairs.size() / 5);
    }

    @ParameterizedTest
    @CsvSource({
        "OPPOSITE,0.7,0.3,true",
        "OPPOSITE,0.7,0.6,false",
        "OPPOSITE,0.4,0.3,false",
        "SAME,0.7,0.6,true",
        "SAME,0.7,0.4,false",
        "SAME,0.4,0.3,false",
        "RISES,0.7,0.8,true",
        "RISES,0.7,0.7,false",
        "RISES,0.4,0.8,true",
        "FALLS,0.7,0.6,true",
        "FALLS,0.7,0.3,true",
        "FALLS,0.7,0.7,false"
    })
    void aPairWithAPositiveFirstTextPassesIfItsExpectationHolds(
            Expectation expectation, float first, float second, boolean passes) {
        Pair pair = new Pair(2, "negation", expectation, true, "a", "b");

        assertThat(pair.passes(first, second, 0.5)).isEqualTo(passes);
    }

    @Test
    void aNetworkPassesThePairsThatItsProbabilitiesSay() {
        Vocabulary vocabulary = Vocabularies.of("good", "bad", "film", "book");
        Encoder encoder = new Encoder(new Tokenizer(), vocabulary, 8);
        try (InferenceEngine engine = new Dl4jEngine(
                RandomNetworks.of(new Architecture(vocabulary.size(), 4, Cell.LSTM, 4, 1, false, 8, 0)))) {
            float good = probability(engine, encoder, "good film");
            float bad = probability(engine, encoder, "bad book");
            double between = (good + bad) / 2.0;
            boolean goodIsHigher = good > bad;
            BehaviourSuite suite = new BehaviourSuite(
                    "tiny",
                    List.of(
                            pair(2, "words", Expectation.OPPOSITE, goodIsHigher),
                            pair(3, "words", Expectation.OPPOSITE, !goodIsHigher),
                            pair(4, "words", Expectation.SAME, goodIsHigher),
                            pair(5, "order", goodIsHigher ? Expectation.FALLS : Expectation.RISES, goodIsHigher)));

            BehaviourReport report = suite.run(engine, encoder, between);

            assertThat(report.rates())
                    .isEqualTo(new TreeMap<>(Map.of("words", new PassRate(3, 1), "order", new PassRate(1, 1))));
            assertThat(report.rate()).isEqualTo(new PassRate(4, 2));
            assertThat(report.failures())
                    .extracting(failure -> failure.pair().line())
                    .containsExactly(3, 4);
            assertThat(report.results().get(0).first()).isEqualTo(good);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"und", "", "fr", "..", "x"})
    void aLanguageWithoutASuiteHasNone(String tag) {
        assertThat(BehaviourSuite.ofLanguage(tag)).isEmpty();
    }

    @Test
    void eachSuiteOfAModelIsRunOnce() {
        assertThat(BehaviourSuite.ofLanguages(List.of("en-GB", "zh-Hans", "en", "fr")))
                .extracting(BehaviourSuite::name)
                .containsExactly("en", "zh");
    }

    private static float probability(InferenceEngine engine, Encoder encoder, String text) {
        return engine.positiveProbabilities(List.of(encoder.encode(text)))[0];
    }

    private static Pair pair(int line, String capability, Expectation expectation, boolean positive) {
        return new Pair(line, capability, expectation, positive, "good film", "bad book");
    }
}

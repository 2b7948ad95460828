package io.sentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.inspection.ExplanationMethod;
import io.sentiment.inspection.TextExplanation;
import io.sentiment.prediction.Prediction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplainCommandTest {

    private final Terminal terminal = new Terminal();

    @Test
    void theTextIsFollowedByALineForEachWordAndTheAnswer() {
        assertThat(terminal.run("explain", "--model", "reviews-en", "Don&#39;t miss it"))
                .as(terminal.err())
                .isZero();

        List<String> lines = terminal.out().lines().toList();
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).isEqualTo("Don&#39;t miss it");
        assertThat(lines.get(1)).matches(" +[+-]\\d\\.\\d{3}  Do");
        assertThat(lines.get(2)).matches(" +[+-]\\d\\.\\d{3}  n&#39;t");
        assertThat(lines.get(5))
                .matches("log odds -?\\d+\\.\\d{3}, of unknown tokens -?\\d+\\.\\d{3}, not explained -?\\d+\\.\\d{3}");
        assertThat(lines.get(6)).matches("(positive|negative), 0\\.\\d{4}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"integrated-gradients", "leave-one-out"})
    void eachMethodGivesJson(String method) {
        assertThat(terminal.run("explain", "--model", "reviews-en", "--method", method, "--json", "Great fun"))
                .as(terminal.err())
                .isZero();

        JsonNode explanation = JsonMapper.shared().readTree(terminal.out());
        assertThat(explanation.path("method").asString()).isEqualTo(method);
        assertThat(explanation.path("words").get(1).path("text").asString()).isEqualTo("fun");
        assertThat(explanation.path("words").get(1).path("start").asInt()).isEqualTo(6);
        assertThat(explanation.path("words").get(0).path("contribution").asDouble())
                .isPositive();
        assertThat(explanation.path("prediction").path("label").asString()).isEqualTo("positive");
        assertThat(explanation.has("residual")).isEqualTo(method.equals("integrated-gradients"));
    }

    @Test
    void onATerminalWordsAreGreenOrRed() {
        Prediction prediction =
                new Prediction(Prediction.Label.POSITIVE, 0.6f, "m", 1, 3, 0, false, List.of(), null, null, null);
        TextExplanation explanation = new TextExplanation(
                prediction,
                ExplanationMethod.LEAVE_ONE_OUT,
                List.of(
                        new TextExplanation.Word("good", 2, 6, 0.5, false),
                        new TextExplanation.Word("bad", 7, 10, -0.25, true),
                        new TextExplanation.Word("film", 11, 15, 0, false)),
                0.25,
                null,
                null);

        assertThat(new ExplanationText(explanation, true).coloured("😀 good bad film!"))
                .isEqualTo("😀 \u001B[32mgood\u001B[39m \u001B[31mbad\u001B[39m film!");
        assertThat(new ExplanationText(explanation, false).words())
                .containsExactly("  +0.500  good", "  -0.250  bad (unknown)", "  +0.000  film");
    }

    @Test
    void badInputGetsOneSentenceAndExitCodeTwo() {
        assertBadInput(
                "Unknown method 'lime': use integrated-gradients or leave-one-out.", "--method", "lime", "Great");
        assertBadInput("--steps must be from 4 to 50, but is 3.", "--steps", "3", "Great");
        assertBadInput(
                "--steps belongs to the method integrated-gradients.",
                "--method",
                "leave-one-out",
                "--steps",
                "8",
                "Great");
        assertBadInput("The text is empty.", " ");
    }

    private void assertBadInput(String sentence, Object... options) {
        Object[] words = new Object[options.length + 3];
        words[0] = "explain";
        words[1] = "--model";
        words[2] = "reviews-en";
        System.arraycopy(options, 0, words, 3, options.length);

        assertThat(terminal.run(words)).isEqualTo(2);
        assertThat(terminal.err()).contains(sentence);
    }
}

package io.sentiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TraceCommandTest {

    private final Terminal terminal = new Terminal();

    @Test
    void aLineOfTheTableShowsEachTokenAsItWasSent() {
        assertThat(terminal.run("trace", "--model", "reviews-en", "Don&#39;t miss it"))
                .isZero();

        assertThat(terminal.out().lines())
                .contains("Layer 0, forwards", "positive  forget   input  output    cell   state  token")
                .anyMatch(line -> line.matches(" {2}0\\.\\d{4}( +\\d+\\.\\d{3}){5} {2}n&#39;t"))
                .last()
                .asString()
                .matches("(positive|negative), 0\\.\\d{4}");
    }

    @Test
    void chosenUnitsAreJson() {
        assertThat(terminal.run("trace", "--model", "reviews-en", "--units", "3,17", "Great fun"))
                .isZero();

        JsonNode trace = JsonMapper.shared().readTree(terminal.out());
        assertThat(trace.path("tokens").get(1).path("text").asString()).isEqualTo("fun");
        assertThat(trace.path("layers")
                        .get(0)
                        .path("steps")
                        .get(1)
                        .path("forget")
                        .path("units"))
                .hasSize(2);
        assertThat(trace.path("prediction").path("positive").asDouble())
                .isEqualTo(trace.path("tokens").get(1).path("positive").asDouble());
    }

    @Test
    void badInputGetsOneSentenceAndExitCodeTwo() {
        assertBadInput("There is no unit 999: the units are numbered from 0 to 255.", "--units", "3,999", "Great");
        assertBadInput(
                "The units 'some' are unknown: use summary, all, or numbers such as 3,17.", "--units", "some", "Great");
        assertBadInput("The text is empty.", " ");
    }

    private void assertBadInput(String sentence, Object... options) {
        Object[] words = new Object[options.length + 3];
        words[0] = "trace";
        words[1] = "--model";
        words[2] = "reviews-en";
        System.arraycopy(options, 0, words, 3, options.length);

        assertThat(terminal.run(words)).isEqualTo(2);
        assertThat(terminal.err()).contains(sentence);
    }
}

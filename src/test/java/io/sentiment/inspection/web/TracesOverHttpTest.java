package io.sentiment.inspection.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentiment.prediction.web.HttpTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@Timeout(120)
@TestPropertySource(properties = {"sentiment.inspection.max-tokens=6", "sentiment.inspection.max-summary-tokens=8"})
class TracesOverHttpTest extends HttpTest {

    private static final String TRACES = "/api/v1/traces";

    @Test
    void eachTokenHasItsPlaceAndTheAnswerIfTheTextEndedThere() throws Exception {
        JsonNode trace = trace("{\"text\": \"A &amp; good film\"}");

        JsonNode tokens = trace.path("tokens");
        assertThat(tokens).hasSize(4);
        assertThat(tokens.get(1).path("text").asString()).isEqualTo("&amp;");
        assertThat(tokens.get(2).path("start").asInt()).isEqualTo(8);
        assertThat(tokens.get(2).path("end").asInt()).isEqualTo(12);
        for (int end : new int[] {1, 3, 4}) {
            String prefix = "A &amp; good film"
                    .substring(0, tokens.get(end - 1).path("end").asInt());
            assertThat(tokens.get(end - 1).path("positive").asDouble()).isEqualTo(positive(prefix), within(1e-5));
        }
        assertThat(trace.path("prediction").path("positive").asDouble())
                .isEqualTo(positive("A &amp; good film"), within(1e-5));
        JsonNode step = trace.path("layers").get(0).path("steps").get(3);
        assertThat(step.path("forget").propertyNames())
                .containsExactlyInAnyOrder("mean", "belowTenth", "aboveNineTenths", "norm");
    }

    @Test
    void valuesOfUnitsSatisfyTheEquations() throws Exception {
        JsonNode all = trace("{\"text\": \"A good and a bad\", \"units\": \"all\"}")
                .path("layers")
                .get(0)
                .path("steps");
        JsonNode chosen = trace("{\"text\": \"A good and a bad\", \"units\": [5, 2]}")
                .path("layers")
                .get(0)
                .path("steps");
        for (int step = 0; step < 5; step++) {
            for (int unit = 0; unit < 8; unit++) {
                double before = step == 0 ? 0 : value(all.get(step - 1), "cell", unit);
                double cell = value(all.get(step), "forget", unit) * before
                        + value(all.get(step), "input", unit) * value(all.get(step), "newValue", unit);
                assertThat(value(all.get(step), "cell", unit)).isEqualTo(cell, within(1e-5));
                assertThat(value(all.get(step), "state", unit))
                        .isEqualTo(value(all.get(step), "output", unit) * Math.tanh(cell), within(1e-5));
            }
            assertThat(value(chosen.get(step), "cell", 0)).isEqualTo(value(all.get(step), "cell", 5));
            assertThat(value(chosen.get(step), "cell", 1)).isEqualTo(value(all.get(step), "cell", 2));
        }
    }

    @Test
    void everyRefusalHasATypeOfItsOwn() throws Exception {
        assertPointed("{\"text\": \" \"}", 422, "empty-text", "text");
        assertPointed("{\"text\": \"good\", \"units\": \"some\"}", 422, "unknown-units", "units");
        assertPointed("{\"text\": \"good\", \"units\": [3, 8]}", 422, "unknown-units", "units");
        assertPointed("{\"text\": \"good\", \"units\": []}", 422, "unknown-units", "units");
        assertPointed("{\"text\": \"good\", \"units\": {\"a\": 1}}", 422, "unknown-units", "units");
        assertPointed("{\"text\": \"good\", \"units\": [1.5]}", 422, "unknown-units", "units");
        assertPointed("{\"text\": \"a a a a a a a\", \"units\": \"all\"}", 422, "too-many-tokens", "text");
        assertPointed("{\"text\": \"a a a a a a a\", \"units\": [1]}", 422, "too-many-tokens", "text");
        assertThat(trace("{\"text\": \"a a a a a a a\"}").path("tokens")).hasSize(7);
        assertPointed("{\"text\": \"a a a a a a a a a\"}", 422, "too-many-tokens", "text");
        assertPointed("{\"text\": \"good\", \"version\": 1}", 422, "version-without-model", "version");
        assertProblem(post(TRACES, "{\"text\": \"good\", \"model\": \"reviews-fr\"}"), 404, "unknown-model");
        assertProblem(post(TRACES, "{\"text\": \"good\", \"unit\": 1}"), 400, "unknown-property");
    }

    @Test
    void aVersionCanBeChosen() throws Exception {
        assertThat(trace("{\"text\": \"good\", \"model\": \"reviews-en\", \"version\": 1}")
                        .path("prediction")
                        .path("version")
                        .asInt())
                .isEqualTo(1);
    }

    private JsonNode trace(String json) throws Exception {
        HttpResponse<String> answer = post(TRACES, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Server-Timing").orElse("")).startsWith("queue;dur=");
        return json(answer);
    }

    private double positive(String text) throws Exception {
        return json(post(PREDICTIONS, "{\"texts\": [\"" + text + "\"]}"))
                .path("predictions")
                .get(0)
                .path("positive")
                .asDouble();
    }

    private static double value(JsonNode step, String name, int index) {
        return step.path(name).path("units").get(index).asDouble();
    }

    private void assertPointed(String json, int status, String type, String pointer) throws Exception {
        assertThat(assertProblem(post(TRACES, json), status, type)
                        .path("pointer")
                        .asString())
                .isEqualTo(pointer);
    }
}

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
@TestPropertySource(properties = {"sentiment.inspection.max-tokens=6", "sentiment.inspection.max-texts=3"})
class ExplanationsOverHttpTest extends HttpTest {

    private static final String EXPLANATIONS = "/api/v1/explanations";

    @Test
    void contributionsAddUpToTheLogOdds() throws Exception {
        JsonNode explanations = explain("{\"texts\": [\"A good &amp; bad film\", \"房间很好\"], \"steps\": 20}");

        assertThat(explanations).hasSize(2);
        assertThat(explanations.get(1).path("prediction").path("model").asString())
                .isEqualTo("reviews-zh");
        for (JsonNode explanation : explanations) {
            assertThat(explanation.path("method").asString()).isEqualTo("integrated-gradients");
            double sum = explanation.path("baseline").asDouble()
                    + explanation.path("residual").asDouble();
            for (JsonNode word : explanation.path("words")) {
                sum += word.path("contribution").asDouble();
            }
            assertThat(sum).isEqualTo(explanation.path("logOdds").asDouble(), within(1e-4));
        }
        JsonNode words = explanations.get(0).path("words");
        assertThat(words.get(1).path("text").asString()).isEqualTo("good");
        assertThat(words.get(3).path("start").asInt()).isEqualTo(13);
        assertThat(words.get(3).path("end").asInt()).isEqualTo(16);
        assertThat(words.get(3).path("unknown").asBoolean()).isFalse();
    }

    @Test
    void whatAWordChangesIsWhatThePredictionOfTheShorterTextSays() throws Exception {
        JsonNode explanation = explain("{\"texts\": [\"a good film\"], \"method\": \"leave-one-out\"}")
                .get(0);

        double whole = logOdds("a good film");
        assertThat(explanation.path("logOdds").asDouble()).isEqualTo(whole, within(1e-4));
        String[] shorter = {" good film", "a  film", "a good "};
        for (int word = 0; word < shorter.length; word++) {
            assertThat(explanation.path("words").get(word).path("contribution").asDouble())
                    .isEqualTo(whole - logOdds(shorter[word]), within(1e-4));
        }
        assertThat(explanation.has("baseline")).isFalse();
    }

    @Test
    void everyRefusalHasATypeOfItsOwn() throws Exception {
        assertPointed("{\"texts\": []}", 422, "missing-texts", "texts");
        assertPointed("{\"texts\": [\"good\", \"\"]}", 422, "empty-text", "texts[1]");
        assertPointed("{\"texts\": [\"a\", \"a\", \"a\", \"a\"]}", 422, "too-many-texts", "texts");
        assertPointed("{\"texts\": [\"good\"], \"method\": \"gates\"}", 422, "unknown-method", "method");
        assertPointed("{\"texts\": [\"good\"], \"steps\": 3}", 422, "unusable-request", "steps");
        assertPointed(
                "{\"texts\": [\"good\"], \"steps\": 5, \"method\": \"leave-one-out\"}",
                422,
                "unusable-request",
                "steps");
        assertPointed("{\"texts\": [\"很好\", \"good\", \"a a a a a a a\"]}", 422, "too-many-tokens", "texts[2]");
        assertPointed("{\"texts\": [\"good\"], \"version\": 1}", 422, "version-without-model", "version");
        assertProblem(post(EXPLANATIONS, "{\"texts\": [\"good\"], \"model\": \"reviews-fr\"}"), 404, "unknown-model");
        assertProblem(post(EXPLANATIONS, "{\"texts\": [\"good\"], \"methods\": 1}"), 400, "unknown-property");
    }

    private JsonNode explain(String json) throws Exception {
        HttpResponse<String> answer = post(EXPLANATIONS, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).path("explanations");
    }

    private double logOdds(String text) throws Exception {
        double positive = json(post(PREDICTIONS, "{\"texts\": [\"" + text + "\"]}"))
                .path("predictions")
                .get(0)
                .path("positive")
                .asDouble();
        return Math.log(positive / (1 - positive));
    }

    private void assertPointed(String json, int status, String type, String pointer) throws Exception {
        assertThat(assertProblem(post(EXPLANATIONS, json), status, type)
                        .path("pointer")
                        .asString())
                .isEqualTo(pointer);
    }
}

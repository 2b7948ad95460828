package io.sentiment.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PredictionsOverHttpTest extends HttpTest {

    @Test
    void eachTextGetsAPredictionInTheContractsForm() throws Exception {
        HttpResponse<String> response = post(PREDICTIONS, """
                {"texts": ["A good film", "房间很好"]}""");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode predictions = json(response).path("predictions");
        assertThat(predictions.size()).isEqualTo(2);
        JsonNode first = predictions.get(0);
        assertThat(first.propertyNames())
                .containsExactly("label", "positive", "model", "version", "tokens", "unknownTokens", "truncated");
        assertThat(first.path("positive").asDouble()).isBetween(0.0, 1.0);
        assertThat(first.path("label").asString())
                .isEqualTo(first.path("positive").asDouble() >= 0.5 ? "positive" : "negative");
        assertThat(first.path("model").asString()).isEqualTo("reviews-en");
        assertThat(first.path("version").asInt()).isEqualTo(2);
        assertThat(first.path("tokens").asInt()).isEqualTo(3);
        assertThat(first.path("unknownTokens").asInt()).isZero();
        assertThat(first.path("truncated").asBoolean()).isFalse();
        assertThat(predictions.get(1).path("model").asString()).isEqualTo("reviews-zh");
    }

    @Test
    void whatNoModelReadsIsAnsweredWithAWarning() throws Exception {
        JsonNode predictions = json(post(PREDICTIONS, """
                {"texts": ["A good film", "Das ist leider nicht gut", "Отличный фильм"]}""")).path("predictions");

        assertThat(predictions.get(0).has("warnings")).isFalse();
        assertThat(predictions.get(1).path("warnings").get(0).path("code").asString())
                .isEqualTo("other-language");
        assertThat(predictions.get(2).path("warnings").get(0).path("message").asString())
                .isEqualTo("The text is written in Cyrillic, which reviews-en does not read.");
        HttpResponse<String> stream = send(request(PREDICTIONS)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\": \"Das ist leider nicht gut\"}\n")));
        assertThat(stream.body()).contains("\"warnings\":[{\"code\":\"other-language\"");
    }

    @Test
    void traditionalChineseIsReadAsSimplifiedByAModelOfToday() throws Exception {
        JsonNode predictions = json(post(PREDICTIONS, """
                {"texts": ["這家餐廳的服務很差", "这家餐厅的服务很差"]}""")).path("predictions");

        assertThat(predictions.get(0).has("warnings")).isFalse();
        assertThat(predictions.get(0).path("positive").asDouble())
                .isEqualTo(predictions.get(1).path("positive").asDouble());
    }

    @Test
    void sentencesAreAnsweredAsTextsOfTheirOwn() throws Exception {
        JsonNode predictions = json(post(PREDICTIONS, """
                {"texts": ["😀 A good film.  A bad &amp; bad film!", "房间很好。"], "sentences": true}""")).path("predictions");

        JsonNode sentences = predictions.get(0).path("sentences");
        assertThat(sentences).hasSize(2);
        assertThat(sentences.get(1).path("start").asInt()).isEqualTo(16);
        assertThat(sentences.get(1).path("end").asInt()).isEqualTo(37);
        JsonNode alone = json(post(PREDICTIONS, """
                {"texts": ["A bad &amp; bad film!"]}""")).path("predictions").get(0);
        assertThat(sentences.get(1).path("positive").floatValue())
                .isEqualTo(alone.path("positive").floatValue(), within(1e-6f));
        assertThat(sentences.get(1).path("label")).isEqualTo(alone.path("label"));
        assertThat(predictions.get(0).path("mixed").isBoolean()).isTrue();
        assertThat(predictions.get(1).path("sentences")).hasSize(1);
        assertThat(predictions.get(1).path("model").asString()).isEqualTo("reviews-zh");
        JsonNode without = json(post(PREDICTIONS, """
                {"texts": ["A good film."], "sentences": false}""")).path("predictions").get(0);
        assertThat(without.has("sentences")).isFalse();
        assertThat(without.has("mixed")).isFalse();
    }

    @Test
    void tooManySentencesAreRefused() throws Exception {
        HttpResponse<String> answer = post(PREDICTIONS, """
                {"texts": ["A good. A bad. A good. A bad. A film.", "A good. A bad. A film. A bad."], "sentences": true}""");

        assertThat(assertProblem(answer, 422, "too-many-sentences")
                        .path("pointer")
                        .asString())
                .isEqualTo("sentences");
    }

    @Test
    void sentencesOfAStreamAreRefusedLineByLine() throws Exception {
        HttpResponse<String> stream = send(request(PREDICTIONS)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"text\": \"good\", \"sentences\": true}\n{\"text\": \"good\"}\n")));

        assertThat(stream.body().lines().toList()).hasSize(2);
        assertThat(stream.body()).contains("urn:sentiment:problem:sentences-in-stream", "\"pointer\":\"sentences\"");
    }

    @Test
    void modelAndVersionCanBeChosen() throws Exception {
        JsonNode prediction = json(post(PREDICTIONS, """
                {"texts": ["房间很好"], "model": "reviews-en", "version": 1}""")).path("predictions").get(0);

        assertThat(prediction.path("model").asString()).isEqualTo("reviews-en");
        assertThat(prediction.path("version").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"texts\": [\"a\"", "", "no", "[1", "{\"texts\": \"A good film\"}", "[]", "null", "\"a\""})
    void bodiesThatAreNoRequestAreMalformed(String body) throws Exception {
        assertProblem(post(PREDICTIONS, body), 400, "malformed-json");
    }

    @Test
    void aValueOfTheWrongTypeIsPointedAt() throws Exception {
        HttpResponse<String> number = post(PREDICTIONS, "{\"texts\": [\"a\", 5]}");
        HttpResponse<String> object = post(PREDICTIONS, "{\"texts\": [\"a\", {}]}");
        HttpResponse<String> version = post(PREDICTIONS, "{\"texts\": [\"a\"], \"version\": \"2\"}");
        HttpResponse<String> fraction = post(PREDICTIONS, "{\"texts\": [\"a\"], \"version\": 2.5}");

        assertThat(pointer(assertProblem(number, 400, "malformed-json"))).isEqualTo("texts[1]");
        assertThat(pointer(assertProblem(object, 400, "malformed-json"))).isEqualTo("texts[1]");
        assertThat(pointer(assertProblem(version, 400, "malformed-json"))).isEqualTo("version");
        assertThat(pointer(assertProblem(fraction, 400, "malformed-json"))).isEqualTo("version");
    }

    @Test
    void anUnknownPropertyIsNamed() throws Exception {
        JsonNode problem = assertProblem(post(PREDICTIONS, """
                {"texts": ["A good film"], "modle": "reviews-en"}"""), 400, "unknown-property");

        assertThat(problem.path("detail").asString()).contains("'modle'");
        assertThat(pointer(problem)).isEqualTo("modle");
        assertThat(problem.propertyNames()).containsExactly("type", "title", "status", "detail", "pointer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"texts\": null}", "{\"texts\": []}"})
    void aRequestWithoutTextsIsUnusable(String body) throws Exception {
        assertThat(pointer(assertProblem(post(PREDICTIONS, body), 422, "missing-texts")))
                .isEqualTo("texts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \\n\""})
    void anEmptyTextIsPointedAt(String text) throws Exception {
        HttpResponse<String> response = post(PREDICTIONS, "{\"texts\": [\"good\", " + text + "]}");

        assertThat(pointer(assertProblem(response, 422, "empty-text"))).isEqualTo("texts[1]");
    }

    @Test
    void tooManyTextsAreUnusable() throws Exception {
        HttpResponse<String> response = post(PREDICTIONS, "{\"texts\": [\"1\", \"2\", \"3\", \"4\", \"5\"]}");

        assertThat(pointer(assertProblem(response, 422, "too-many-texts"))).isEqualTo("texts");
    }

    @Test
    void aTextThatIsTooLongIsPointedAtAndOneAtTheLimitIsNot() throws Exception {
        String atTheLimit = "😀".repeat(100);
        HttpResponse<String> response =
                post(PREDICTIONS, "{\"texts\": [\"" + atTheLimit + "\", \"" + atTheLimit + "a\"]}");

        assertThat(pointer(assertProblem(response, 422, "text-too-long"))).isEqualTo("texts[1]");
        assertThat(post(PREDICTIONS, "{\"texts\": [\"" + atTheLimit + "\"]}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aVersionWithoutAModelIsUnusable() throws Exception {
        assertProblem(post(PREDICTIONS, "{\"texts\": [\"good\"], \"version\": 1}"), 422, "version-without-model");
    }

    @Test
    void unknownModelsAndVersionsAreNotFound() throws Exception {
        assertProblem(post(PREDICTIONS, "{\"texts\": [\"good\"], \"model\": \"none\"}"), 404, "unknown-model");
        assertProblem(
                post(PREDICTIONS, "{\"texts\": [\"good\"], \"model\": \"reviews-en\", \"version\": 9}"),
                404,
                "unknown-model");
    }

    private static String pointer(JsonNode problem) {
        return problem.path("pointer").asString("");
    }
}

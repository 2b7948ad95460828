package io.sentiment.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code ?model=} and {@code ?version=}, which mean the same for both kinds of predictions. */
class ModelInQueryOverHttpTest extends HttpTest {

    private static final String LINES = "application/x-ndjson";

    @Test
    void theModelAndTheVersionOfTheQueryAnswer() throws Exception {
        for (String query : new String[] {"?model=reviews-en&version=1", "?version=1&model=reviews-en"}) {
            JsonNode json = json(post(PREDICTIONS + query, "{\"texts\": [\"房间很好\"]}"))
                    .path("predictions")
                    .get(0);
            JsonNode line = json(stream(query, "{\"text\": \"房间很好\"}"));

            for (JsonNode prediction : new JsonNode[] {json, line}) {
                assertThat(prediction.path("model").asString()).isEqualTo("reviews-en");
                assertThat(prediction.path("version").asInt()).isEqualTo(1);
            }
        }
    }

    @Test
    void queryAndBodyMayEachSayAPartOrBothTheSame() throws Exception {
        assertThat(version("?model=reviews-en", "\"version\": 1")).isEqualTo(1);
        assertThat(version("?version=1", "\"model\": \"reviews-en\"")).isEqualTo(1);
        assertThat(version("?model=reviews-en&version=1", "\"model\": \"reviews-en\", \"version\": 1"))
                .isEqualTo(1);
        assertThat(version("?model=reviews-en&version=1", "\"model\": null, \"version\": null"))
                .isEqualTo(1);
    }

    @Test
    void aContradictionIsRefused() throws Exception {
        JsonNode model = assertProblem(
                post(PREDICTIONS + "?model=reviews-zh", "{\"texts\": [\"good\"], \"model\": \"reviews-en\"}"),
                400,
                "bad-request");
        JsonNode version = assertProblem(
                post(
                        PREDICTIONS + "?model=reviews-en&version=1",
                        "{\"texts\": [\"good\"], \"model\": \"reviews-en\", \"version\": 2}"),
                400,
                "bad-request");

        assertThat(model.path("detail").asString())
                .isEqualTo(
                        "The query asks for the model 'reviews-zh', but the body for 'reviews-en': name one of them.");
        assertThat(model.path("pointer").asString()).isEqualTo("model");
        assertThat(version.path("pointer").asString()).isEqualTo("version");
    }

    @ParameterizedTest
    @CsvSource({
        "?modle=reviews-en, modle, The query has a parameter 'modle'; but this call knows only 'model' and 'version'.",
        "?model=reviews-en&texts=a, texts, The query has a parameter 'texts'; but this call knows only 'model' and 'version'.",
        "?model=reviews-en&model=reviews-en, model, The query names the parameter 'model' 2 times.",
        "?model=, model, The parameter 'model' of the query is empty.",
        "?model, model, The parameter 'model' of the query is empty.",
        "?model=reviews-en&version=, version, The parameter 'version' of the query is empty.",
        "?model=reviews-en&version=1.0, version, The parameter 'version' of the query is not the number of a version.",
        "?model=reviews-en&version=99999999999, version, The parameter 'version' of the query is not the number of a version."
    })
    void aParameterOfNoUseIsNamed(String query, String parameter, String detail) throws Exception {
        for (HttpResponse<String> response : both(query)) {
            JsonNode problem = assertProblem(response, 400, "bad-request");
            assertThat(problem.path("detail").asString()).isEqualTo(detail.replace(';', ','));
            assertThat(problem.path("pointer").asString()).isEqualTo(parameter);
        }
    }

    @Test
    void whatIsNotThereIsTheSameForBoth() throws Exception {
        for (HttpResponse<String> response : both("?model=none")) {
            assertProblem(response, 404, "unknown-model");
        }
        for (HttpResponse<String> response : both("?model=reviews-en&version=9")) {
            assertProblem(response, 404, "unknown-model");
        }
        for (HttpResponse<String> response : both("?version=1")) {
            assertProblem(response, 422, "version-without-model");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-16", "iso-8859-1", "US-ASCII", "utf-16le"})
    void aStreamInAnotherCharsetIsUnsupported(String charset) throws Exception {
        HttpResponse<String> response = send(request(PREDICTIONS, "Content-Type", LINES + "; charset=" + charset)
                .POST(BodyPublishers.ofString("{\"text\": \"good\"}")));

        assertThat(assertProblem(response, 415, "unsupported-media-type")
                        .path("detail")
                        .asString())
                .contains("application/x-ndjson;charset=UTF-8", charset);
    }

    @Test
    void aStreamMayNameItsCharset() throws Exception {
        HttpResponse<String> response = send(request(PREDICTIONS, "Content-Type", LINES + "; charset=\"UTF-8\"")
                .POST(BodyPublishers.ofString("{\"text\": \"good\"}")));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    private int version(String query, String property) throws Exception {
        HttpResponse<String> response = post(PREDICTIONS + query, "{\"texts\": [\"good\"], " + property + "}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response).path("predictions").get(0).path("version").asInt();
    }

    private List<HttpResponse<String>> both(String query) throws IOException, InterruptedException {
        return List.of(post(PREDICTIONS + query, "{\"texts\": [\"good\"]}"), stream(query, "{\"text\": \"good\"}"));
    }

    private HttpResponse<String> stream(String query, String body) throws IOException, InterruptedException {
        return send(request(PREDICTIONS + query, "Content-Type", LINES).POST(BodyPublishers.ofString(body)));
    }
}

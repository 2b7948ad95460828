package io.sentiment.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class OpenInferenceOverHttpTest extends HttpTest {

    private static final String INFER = "/v2/models/reviews-en/infer";

    @Test
    void theServerDescribesItself() throws Exception {
        JsonNode server = json(get("/v2"));

        assertThat(server.propertyNames()).containsExactly("name", "version", "extensions");
        assertThat(server.path("name").asString()).isEqualTo("sentiment-service");
        assertThat(server.path("extensions").isArray()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/v2/health/live, live",
        "/v2/health/ready, ready",
        "/v2/models/reviews-en/ready, ready",
        "/v2/models/reviews-en/versions/1/ready, ready"
    })
    void healthIsTold(String path, String property) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).path(property).asBoolean()).isTrue();
    }

    @Test
    void modelsAndVersionsAreDescribed() throws Exception {
        String tensors = """
                "platform":"deeplearning4j",\
                "inputs":[{"name":"text","datatype":"BYTES","shape":[-1]}],\
                "outputs":[{"name":"positive","datatype":"FP32","shape":[-1]},\
                {"name":"label","datatype":"BYTES","shape":[-1]}]}""";

        assertThat(get("/v2/models/reviews-en").body())
                .isEqualTo("{\"name\":\"reviews-en\",\"versions\":[\"1\",\"2\"]," + tensors);
        assertThat(get("/v2/models/reviews-en/versions/1").body())
                .isEqualTo("{\"name\":\"reviews-en\",\"versions\":[\"1\"]," + tensors);
    }

    @Test
    void textsArePredictedLikeByTheJsonCall() throws Exception {
        HttpResponse<String> response = post(INFER, """
                {"id": "42", "parameters": {"trace": true},
                 "inputs": [{"name": "text", "shape": [2], "datatype": "BYTES", "data": ["A good film", "bad"]}]}""");
        JsonNode predictions = json(post(PREDICTIONS, """
                {"texts": ["A good film", "bad"], "model": "reviews-en"}""")).path("predictions");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode answer = json(response);
        assertThat(answer.propertyNames())
                .containsExactly("model_name", "model_version", "id", "parameters", "outputs");
        assertThat(answer.path("model_name").asString()).isEqualTo("reviews-en");
        assertThat(answer.path("model_version").asString()).isEqualTo("2");
        assertThat(answer.path("id").asString()).isEqualTo("42");
        assertThat(answer.path("parameters").path("trace").asBoolean()).isTrue();
        JsonNode positive = answer.path("outputs").get(0);
        JsonNode label = answer.path("outputs").get(1);
        assertThat(positive.path("name").asString()).isEqualTo("positive");
        assertThat(positive.path("datatype").asString()).isEqualTo("FP32");
        assertThat(positive.path("shape").toString()).isEqualTo("[2]");
        assertThat(label.path("datatype").asString()).isEqualTo("BYTES");
        for (int text = 0; text < 2; text++) {
            assertThat(positive.path("data").get(text).asDouble())
                    .isEqualTo(predictions.get(text).path("positive").asDouble());
            assertThat(label.path("data").get(text).asString())
                    .isEqualTo(predictions.get(text).path("label").asString());
        }
    }

    @Test
    void aVersionCanBeChosen() throws Exception {
        JsonNode answer = json(post("/v2/models/reviews-en/versions/1/infer", input("[1]", "[\"good\"]")));

        assertThat(answer.path("model_version").asString()).isEqualTo("1");
        assertThat(answer.propertyNames()).containsExactly("model_name", "model_version", "outputs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[2]       | [\"good\", \"bad\"]",
                "[2, 1]    | [\"good\", \"bad\"]",
                "[1, 2, 1] | [[\"good\", \"bad\"]]",
                "[2, 1]    | [[\"good\"], [\"bad\"]]"
            })
    void anyShapeOfTheRightSizeIsTaken(String shape, String data) throws Exception {
        JsonNode outputs = json(post(INFER, input(shape, data))).path("outputs");

        assertThat(outputs.get(0).path("shape").toString()).isEqualTo("[2]");
        assertThat(outputs.get(0).path("data").size()).isEqualTo(2);
    }

    @Test
    void onlyTheOutputsThatAreWantedComeBack() throws Exception {
        JsonNode outputs = json(post(INFER, """
                {"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["good"]}],
                 "outputs": [{"name": "label", "parameters": {"binary_data": false}}]}""")).path("outputs");

        assertThat(outputs.size()).isEqualTo(1);
        assertThat(outputs.get(0).path("name").asString()).isEqualTo("label");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"inputs\": []}",
                "{\"inputs\": [null]}",
                "{\"inputs\": [{\"name\": \"text\", \"datatype\": \"BYTES\", \"data\": [\"a\"]}]}",
                "{\"inputs\": [{\"name\": \"text\", \"shape\": [1], \"data\": [\"a\"]}]}",
                "{\"inputs\": [{\"name\": \"text\", \"shape\": [1], \"datatype\": \"FP32\", \"data\": [1.0]}]}",
                "{\"inputs\": [{\"name\": \"texts\", \"shape\": [1], \"datatype\": \"BYTES\", \"data\": [\"a\"]}]}",
                "{\"inputs\": [{\"name\": \"text\", \"shape\": [1], \"datatype\": \"BYTES\", \"data\": [\"a\"]}],"
                        + " \"outputs\": [{\"name\": \"neutral\"}]}"
            })
    void requestsThatTheProtocolDoesNotAllowAreRefused(String body) throws Exception {
        assertError(post(INFER, body), 400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[2]        | [\"good\"]",
                "[]         | [\"good\"]",
                "[-1]       | [\"good\"]",
                "[0]        | []",
                "[4294967296, 4294967296, 0] | [\"good\"]",
                "[1.5]      | [\"good\"]",
                "[1]        | [5]",
                "[1]        | [null]",
                "[1]        | \"good\"",
                "[1]        | [\" \"]",
                "[5]        | [\"1\", \"2\", \"3\", \"4\", \"5\"]"
            })
    void shapesAndDataThatDoNotFitAreRefused(String shape, String data) throws Exception {
        assertError(post(INFER, input(shape, data)), 400);
    }

    @Test
    void aTextThatIsTooLongIsPointedAt() throws Exception {
        HttpResponse<String> response = post(INFER, input("[2]", "[\"a\", \"" + "a".repeat(101) + "\"]"));

        assertThat(assertError(response, 400)).startsWith("data[1]: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/nothing",
                "/v2/models",
                "/v2/models/none",
                "/v2/models/none/ready",
                "/v2/models/reviews-en/versions/9",
                "/v2/models/reviews-en/versions/x",
                "/v2/models/reviews-en/versions/9/ready"
            })
    void whatIsNotThereIsNotFound(String path) throws Exception {
        assertError(get(path), 404);
    }

    @Test
    void unknownModelsAndVersionsDoNotInfer() throws Exception {
        String body = input("[1]", "[\"good\"]");

        assertError(post("/v2/models/none/infer", body), 404);
        assertError(post("/v2/models/reviews-en/versions/9/infer", body), 404);
        assertError(post("/v2/models/reviews-en/versions/x/infer", body), 404);
    }

    @Test
    void otherMethodsAndMediaTypesAreRefused() throws Exception {
        HttpResponse<String> method = get(INFER);
        assertError(method, 405);
        assertThat(method.headers().firstValue("Allow")).hasValue("POST");
        HttpResponse<String> type =
                send(request(INFER, "Content-Type", "text/plain").POST(HttpRequest.BodyPublishers.ofString("text")));
        assertThat(assertError(type, 415)).contains("application/json or application/octet-stream", "'text/plain'");
        assertThat(type.headers().firstValue("Accept")).hasValue("application/json, application/octet-stream");
    }

    @Test
    void bodiesThatAreTooLargeAreRefused() throws Exception {
        String body = input("[1]", "[\"" + "a".repeat(5_000) + "\"]");

        assertError(post(INFER, body), 413);
        assertError(
                send(request(INFER, "Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))),
                413);
    }

    @Test
    void requestsThatAreNoHttpGetTheProtocolsErrorToo() throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write("GET /v2/models/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(response).startsWith("HTTP/1.1 400").contains("{\"error\":\"");
        }
    }

    @Test
    void errorsAreDocumentedInTheProtocolsForm() throws Exception {
        JsonNode infer = json(get("/v3/api-docs"))
                .path("paths")
                .path("/v2/models/{model}/infer")
                .path("post");

        assertThat(infer.path("responses").propertyNames()).contains("200", "400", "404", "413", "503");
        assertThat(infer.path("responses").path("503").toString()).contains("#/components/schemas/OpenInferenceError");
    }

    private static String input(String shape, String data) {
        return "{\"inputs\": [{\"name\": \"text\", \"shape\": " + shape + ", \"datatype\": \"BYTES\", \"data\": " + data
                + "}]}";
    }

    /** Returns the sentence. */
    static String assertError(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(json(response).propertyNames()).containsExactly("error");
        String sentence = json(response).path("error").asString();
        assertThat(sentence).endsWith(".").doesNotContain("Exception", "io.sentiment", "java.");
        return sentence;
    }
}

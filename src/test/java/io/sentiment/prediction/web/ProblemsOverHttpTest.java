package io.sentiment.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before a controller sees it. */
class ProblemsOverHttpTest extends HttpTest {

    @Test
    void anotherMediaTypeIsUnsupported() throws Exception {
        HttpRequest.Builder text = request(PREDICTIONS, "Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("A good film"));
        HttpRequest.Builder none = request(PREDICTIONS).POST(HttpRequest.BodyPublishers.ofString("A good film"));

        HttpResponse<String> refused = send(text);
        assertThat(assertProblem(refused, 415, "unsupported-media-type")
                        .path("detail")
                        .asString())
                .isEqualTo("This call takes a body of the media type application/json or application/x-ndjson, but its"
                        + " Content-Type is 'text/plain'.");
        for (String header : List.of("Accept", "Accept-Post")) {
            assertThat(refused.headers().firstValue(header)).hasValue("application/json, application/x-ndjson");
        }
        assertThat(assertProblem(send(none), 415, "unsupported-media-type")
                        .path("detail")
                        .asString())
                .endsWith("application/json or application/x-ndjson, and the request has no Content-Type.");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/feedback, text/csv, application/json",
        "PUT, /api/v1/admin/models/reviews-en/champion, application/xml, application/json",
        "POST, /api/v1/admin/models/reviews-en/versions, text/plain, application/octet-stream or application/zip or multipart/form-data",
        "POST, /api/v1/admin/models/reviews-en/retrainings, text/csv, multipart/form-data",
        "POST, /api/v1/predictions, json, application/json or application/x-ndjson",
        "POST, /api/v1/predictions, application/json;charset=none, application/json or application/x-ndjson"
    })
    void everyCallTellsWhatToSendInstead(String method, String path, String sent, String taken) throws Exception {
        HttpRequest.Builder request = request(path, "Content-Type", sent, "Authorization", "Bearer correct-horse")
                .method(method, HttpRequest.BodyPublishers.ofString("label,text"));

        assertThat(assertProblem(send(request), 415, "unsupported-media-type")
                        .path("detail")
                        .asString())
                .isEqualTo("This call takes a body of the media type " + taken + ", but its Content-Type is '" + sent
                        + "'.");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/admin/retrainings?page=abc, page",
        "/api/v1/admin/retrainings?size=1.5, size",
        "/api/v1/admin/audit?limit=x, limit",
        "/api/v1/admin/audit?before=x, before",
        "/api/v1/admin/models/reviews-en/versions/x, version"
    })
    void aParameterThatIsNoNumberIsNamed(String path, String parameter) throws Exception {
        HttpResponse<String> response = get(path, "Authorization", "Bearer correct-horse");

        assertThat(assertProblem(response, 400, "bad-request").path("pointer").asString())
                .isEqualTo(parameter);
    }

    @Test
    void anAnswerOfAnotherMediaTypeIsNotAcceptable() throws Exception {
        assertProblem(post(PREDICTIONS, "{\"texts\": [\"good\"]}", "Accept", "application/xml"), 406, "not-acceptable");
    }

    /** As clients do that are generated from the OpenAPI document. */
    @Test
    void whoeverAcceptsProblemsGetsTheAnswerTheCallHas() throws Exception {
        String[] headers = {"Accept", "application/problem+json", "Authorization", "Bearer correct-horse"};

        assertThat(get("/api/v1/models", headers).statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/admin/models/reviews-en/versions/1/bundle", headers)
                        .statusCode())
                .isEqualTo(200);
        assertProblem(
                post(PREDICTIONS, "{\"texts\": [\"good\"]}", "Accept", "application/problem+json, application/xml"),
                406,
                "not-acceptable");
    }

    @Test
    void anotherMethodIsNotAllowedAndTheAllowedOnesAreNamed() throws Exception {
        HttpResponse<String> response = get(PREDICTIONS);

        assertProblem(response, 405, "method-not-allowed");
        assertThat(response.headers().firstValue("Allow")).hasValue("POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/nothing",
                "/nothing",
                "/api/v1/nothing",
                "/api/v1/models/reviews-en/nothing",
                "/error",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator",
                "/logout",
                "/login"
            })
    void whatIsNotThereIsNotFound(String path) throws Exception {
        assertProblem(get(path), 404, "not-found");
    }

    @Test
    void aDeclaredBodyThatIsTooLargeIsRefused() throws Exception {
        assertProblem(post(PREDICTIONS, "{\"texts\": [\"" + "a".repeat(5_000) + "\"]}"), 413, "body-too-large");
    }

    @Test
    void aBodyForTheAdminApiThatIsTooLargeIsRefused() throws Exception {
        HttpRequest.Builder promotion = request(
                        "/api/v1/admin/models/reviews-en/champion",
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer correct-horse")
                .PUT(HttpRequest.BodyPublishers.ofString(
                        "{\"version\": 1, \"reason\": \"" + "a".repeat(5_000) + "\"}"));

        assertProblem(send(promotion), 413, "body-too-large");
    }

    @Test
    void aChunkedBodyThatIsTooLargeIsRefusedWhileItIsRead() throws Exception {
        byte[] body = ("{\"texts\": [\"" + "a".repeat(3_000_000) + "\"]}").getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder chunked = request(PREDICTIONS, "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

        assertProblem(send(chunked), 413, "body-too-large");
    }

    @Test
    void manySmallTokensOfAChunkedBodyAreCountedTogether() throws Exception {
        byte[] body = ("{\"texts\": [" + "\"a\",".repeat(5_000) + "\"a\"]}").getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder chunked = request(PREDICTIONS, "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

        assertProblem(send(chunked), 413, "body-too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/models/%zz HTTP/1.1",
                "GET /api/v1/models/a{b HTTP/1.1",
                "GET /api/v1//models HTTP/1.1",
                "GET /api/v1/models/a%2Fb HTTP/1.1",
                "GET /api/v1/models;x=1 HTTP/1.1",
                "GET /api/v1/models?a=\u00e9 HTTP/1.1",
                "GET /api/v1/models?a b HTTP/1.1",
                "GET /\u00e9 HTTP/1.1",
                "GE{T / HTTP/1.1",
                "GET / HTPP/1.1",
                "GET / HTTP/9.9"
            })
    void requestsThatAreNoHttpGetAProblemToo(String requestLine) throws Exception {
        String response = raw(requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 400");
        assertThat(response).contains("application/problem+json", "urn:sentiment:problem:bad-request");
        assertThat(response).doesNotContain("Tomcat", "<html", "Exception");
    }

    @Test
    void aCharacterThatShouldBeEncodedInAQueryIsTakenAsItIs() throws Exception {
        String response = raw("POST /api/v1/predictions?a[]={x|y} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"texts\": [\"a\"]}");

        assertThat(response).startsWith("HTTP/1.1 400").contains("a parameter 'a[]'");
    }

    /** Else every call would fail on a form that it does not read. */
    @Test
    void aFormThatNobodyAskedForIsLeftAlone() throws Exception {
        assertThat(get(
                                "/api/v1/admin/retrainings",
                                "Content-Type",
                                "multipart/form-data",
                                "Authorization",
                                "Bearer correct-horse")
                        .statusCode())
                .isEqualTo(200);
        HttpRequest.Builder form = request(
                        "/api/v1/admin/models/reviews-en/champion",
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Authorization",
                        "Bearer correct-horse")
                .PUT(HttpRequest.BodyPublishers.ofString("version=%zz"));
        assertProblem(send(form), 415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X{Y: 1", "Accept: a\u0001b", "Authorization: Bearer\tcorrect-horse"})
    void headersWithForbiddenCharactersAreRefused(String header) throws Exception {
        String response = raw(
                "GET /api/v1/admin/nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 400");
        assertThat(response).contains("application/problem+json", "urn:sentiment:problem:bad-request");
    }

    @Test
    void aContentTypeWithAForbiddenCharacterIsToldWithoutIt() throws Exception {
        String response = raw("POST /api/v1/predictions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/j\u0085\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(response).startsWith("HTTP/1.1 415").contains("its Content-Type is 'application/j?'.");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            OutputStream output = socket.getOutputStream();
            output.write(request.getBytes(StandardCharsets.ISO_8859_1));
            output.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

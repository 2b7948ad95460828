package io.sentiment.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;

/** Clients that stop within a body and stay connected. */
@Timeout(90)
@TestPropertySource(properties = "server.tomcat.connection-timeout=1s")
class StalledBodyOverHttpTest extends HttpTest {

    private static final String ADMIN = "Authorization: Bearer correct-horse\r\n";

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/predictions, application/json",
        "POST, /api/v1/predictions, application/x-ndjson",
        "POST, /api/v1/feedback, application/json",
        "PUT, /api/v1/admin/models/reviews-en/champion, application/json",
        "POST, /api/v1/admin/models/reviews-en/versions, application/zip",
        "POST, /api/v1/admin/models/reviews-en/retrainings, multipart/form-data; boundary=x"
    })
    void aBodyThatStopsIsTimedOutAndTheAnswerSaysSo(String method, String path, String type) throws Exception {
        String response = stall(method, path, type, "", "{\"texts\":");

        assertThat(response).startsWith("HTTP/1.1 408").contains("application/problem+json");
        assertThat(response).contains("urn:sentiment:problem:request-timeout", "\"status\":408", "after 1 second");
    }

    @Test
    void aPackedBodyThatStopsIsTimedOutToo() throws Exception {
        String response = stall("POST", PREDICTIONS, "application/json", "Content-Encoding: gzip\r\n", "\u001f");

        assertThat(response).startsWith("HTTP/1.1 408").contains("urn:sentiment:problem:request-timeout");
    }

    @Test
    void theOpenInferenceProtocolTellsItInItsOwnForm() throws Exception {
        String response = stall("POST", "/v2/models/reviews-en/infer", "application/json", "", "{\"inputs\":");

        assertThat(response).startsWith("HTTP/1.1 408").contains("{\"error\":\"The rest of the body did not come");
    }

    @Test
    void aStreamThatPausesTooLongEndsWithALineThatSaysSo() throws Exception {
        try (StreamConnection connection = new StreamConnection(port, "")) {
            connection.send("{\"id\": 1, \"text\": \"good\"}\n\n{\"id\": 3, ");

            assertThat(connection.answer()).startsWith("{\"id\":1,\"label\":");
            assertThat(connection.answer())
                    .startsWith("{\"id\":null,\"line\":3,\"error\":{\"type\":\"urn:sentiment:problem:request-timeout\"")
                    .contains("after 1 second");
            assertThat(connection.answer()).isEqualTo("the end");
        }
    }

    @Test
    void afterwardsTheServiceAnswersAsBefore() throws Exception {
        stall("POST", PREDICTIONS, "application/json", "", "{");

        assertThat(post(PREDICTIONS, "{\"texts\": [\"good\"]}").statusCode()).isEqualTo(200);
    }

    /** Sends less than was announced, and returns what comes until the server closes the connection. */
    private String stall(String method, String path, String type, String headers, String sent) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + ADMIN + headers
                                    + "Content-Type: " + type + "\r\nContent-Length: 50\r\n\r\n" + sent)
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

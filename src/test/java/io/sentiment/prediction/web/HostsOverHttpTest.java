package io.sentiment.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The header {@code Host}. */
class HostsOverHttpTest extends HttpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sentiment_service:8080",
                "sentiment_service",
                "_a_.b_",
                "sentiment-service.default.svc:8080",
                "127.0.0.1:8080",
                "[::1]:8080",
                ""
            })
    void everyNameOfAHostIsTaken(String host) throws Exception {
        assertThat(raw("GET /v2/health/live", "Host: " + host))
                .startsWith("HTTP/1.1 200")
                .endsWith("{\"live\":true}");
    }

    @Test
    void aRequestForAWholeAddressIsTakenToo() throws Exception {
        assertThat(raw("GET http://sentiment_service:8080/v2/health/live", "Host: sentiment_service:8080"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void theDocumentNamesTheHostThatWasAsked() throws Exception {
        assertThat(raw("GET /v3/api-docs", "Host: sentiment_service:8080"))
                .startsWith("HTTP/1.1 200")
                .contains("\"url\":\"http://sentiment_service:8080\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a_b:port", "a_b:1:2", "[a_b]", "a..b", "a_b/c", "a_b:99999999999"})
    void whatIsNoHostIsRefusedByItsName(String host) throws Exception {
        assertThat(raw("GET /api/v1/models", "Host: " + host))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "urn:sentiment:problem:bad-request")
                .contains("The header Host is '" + host + "'", "\"pointer\":\"Host\"");
    }

    @Test
    void oneHostIsNeeded() throws Exception {
        assertThat(raw("GET /api/v1/models", "Accept: */*"))
                .startsWith("HTTP/1.1 400")
                .contains("The request has no header Host");
        assertThat(raw("GET /api/v1/models", "Host: a\r\nHost: b"))
                .startsWith("HTTP/1.1 400")
                .contains("The request has 2 headers Host");
    }

    @Test
    void theOpenInferenceProtocolTellsItInItsOwnForm() throws Exception {
        assertThat(raw("GET /v2/health/live", "Host: a b"))
                .startsWith("HTTP/1.1 400")
                .contains("{\"error\":\"The header Host is 'a b'");
    }

    private String raw(String request, String headers) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

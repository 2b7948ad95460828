package io.sentiment.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.TestPropertySource;

/** What operators look at on a port of its own. */
@TestPropertySource(properties = {"management.server.port=0", "sentiment.security.predictions=client"})
class ManagementPortTest extends SecuredTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalManagementPort
    private int managementPort;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/info",
                "/actuator/prometheus"
            })
    void endpointsAnswerThereAndNotHere(String path) throws Exception {
        assertThat(managementPort).isNotEqualTo(port);
        assertThat(there(path).statusCode()).isEqualTo(200);
        assertProblem(get(path), 404, "not-found");
    }

    @Test
    void theRulesHoldThereToo() throws Exception {
        assertProblem(there("/actuator/env"), 404, "not-found");
        assertProblem(there("/actuator/env", "Authorization", "Bearer correct-horse"), 404, "not-found");
        assertProblem(there("/nothing"), 404, "not-found");
        assertProblem(there(WhoCalls.PATH), 401, "unauthorized");
        assertProblem(there(PREDICTIONS), 401, "unauthorized");
        assertThat(there("/actuator/prometheus").headers().firstValue("X-Content-Type-Options"))
                .hasValue("nosniff");
    }

    @Test
    void theApiIsNotThere() throws Exception {
        assertThat(there("/api/v1/models").statusCode()).isEqualTo(404);
        assertThat(there(WhoCalls.PATH, "Authorization", "Bearer correct-horse").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theApiGoesOnHere() throws Exception {
        assertProblem(post(PREDICTIONS, TEXTS), 401, "unauthorized");
        assertThat(predict("correct-horse").statusCode()).isEqualTo(200);
        assertThat(caller("correct-horse").body()).isEqualTo("admin-token");
    }

    private HttpResponse<String> there(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path));
        return CLIENT.send(
                headers.length == 0 ? request.build() : request.headers(headers).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}

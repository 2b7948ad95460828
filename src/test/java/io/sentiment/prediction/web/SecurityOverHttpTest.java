package io.sentiment.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityOverHttpTest extends HttpTest {

    private static final String ADMIN = "/api/v1/admin/nothing";

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Bearer", "Basic Y29ycmVjdC1ob3JzZQ==", "correct-horse"})
    void withoutTheTokenAdministrationIsClosed(String authorization) throws Exception {
        HttpResponse<String> response = get(ADMIN, "Authorization", authorization);

        assertProblem(response, 401, "unauthorized");
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertProblem(get(ADMIN), 401, "unauthorized");
    }

    @Test
    void theTokenOpensAdministration() throws Exception {
        assertProblem(get(ADMIN, "Authorization", "Bearer correct-horse"), 404, "not-found");
        assertProblem(get(ADMIN, "Authorization", "bearer correct-horse"), 404, "not-found");
    }

    @Test
    void theTokenOpensNothingElse() throws Exception {
        assertProblem(get("/actuator/env", "Authorization", "Bearer correct-horse"), 404, "not-found");
    }

    @Test
    void responsesCarryTheUsualHeadersAndNoCookie() throws Exception {
        HttpHeaders headers = get("/api/v1/models").headers();

        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(headers.firstValue("Content-Security-Policy").orElse("")).contains("default-src 'self'");
        assertThat(headers.firstValue("Set-Cookie")).isEmpty();
    }
}

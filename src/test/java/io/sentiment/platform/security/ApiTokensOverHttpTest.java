package io.sentiment.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The hashes are those of "client-secret" and "admin-secret", as {@code sha256sum} prints them. */
@TestPropertySource(
        properties = {
            "sentiment.security.tokens[0].name=ci",
            "sentiment.security.tokens[0].role=client",
            "sentiment.security.tokens[0].sha256=fdce8e4a65b70d186bd77cba2e0c580dcf1c6497da9f1b70eed849497e1f8ba2",
            "sentiment.security.tokens[1].name=ops",
            "sentiment.security.tokens[1].role=admin",
            "sentiment.security.tokens[1].sha256=16175223c8ddce5ace0493c948569c211b03c4c6bb3d3e484434999448cffe01"
        })
class ApiTokensOverHttpTest extends SecuredTest {

    private static final String CLIENT = "client-secret";
    private static final String ADMIN = "admin-secret";
    private static final String LINE = "{\"id\": 1, \"text\": \"A good film\"}\n";

    @Test
    void predictionsNeedTheRoleClientAsSoonAsATokenForItIsConfigured() throws Exception {
        HttpResponse<String> refused = post(PREDICTIONS, TEXTS);

        assertThat(assertProblem(refused, 401, "unauthorized").path("detail").asString())
                .isEqualTo("This call needs a bearer token with the role client.");
        assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertProblem(predict("wrong"), 401, "unauthorized");
        assertThat(predict(CLIENT).statusCode()).isEqualTo(200);
        assertThat(predict(ADMIN).statusCode()).isEqualTo(200);
        assertThat(predict("correct-horse").statusCode()).isEqualTo(200);
    }

    @Test
    void aStreamNeedsItToo() throws Exception {
        HttpRequest.Builder without = request(PREDICTIONS, "Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(LINE));
        HttpRequest.Builder with = request(PREDICTIONS, "Content-Type", "application/x-ndjson")
                .header("Authorization", "Bearer " + CLIENT)
                .POST(HttpRequest.BodyPublishers.ofString(LINE));

        assertProblem(send(without), 401, "unauthorized");
        assertThat(send(with).body()).startsWith("{\"id\":1,\"label\":");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                INFER,
                "/v2/models/reviews-en/versions/1/infer",
                "/v2/models/reviews-en/inf%65r",
                "/v2/%6dodels/reviews-en/infer"
            })
    void theOpenInferenceProtocolNeedsItInItsOwnForm(String path) throws Exception {
        HttpResponse<String> refused = post(path, TENSOR);

        assertThat(assertOpenInferenceError(refused, 401))
                .isEqualTo("This call needs a bearer token with the role client.");
        assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(post(path, TENSOR, "Authorization", "Bearer " + CLIENT).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/models",
                "/v2",
                "/v2/health/ready",
                "/v2/models/reviews-en",
                "/actuator/health/readiness",
                "/actuator/prometheus",
                "/v3/api-docs"
            })
    void descriptionsHealthAndMetricsStayOpenWhateverTheTokenIs(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(200);
        assertThat(get(path, "Authorization", "Bearer wrong").statusCode()).isEqualTo(200);
    }

    @Test
    void feedbackNeedsTheRoleClient() throws Exception {
        assertProblem(post(FEEDBACK, "{}"), 401, "unauthorized");
        assertThat(post(FEEDBACK, "{}", "Authorization", "Bearer " + CLIENT).statusCode())
                .isNotIn(401, 403);
    }

    @Test
    void administrationNeedsTheRoleAdminAndKnowsTheCallersName() throws Exception {
        double before = failures("forbidden");
        HttpResponse<String> refused = caller(CLIENT);

        assertThat(assertProblem(refused, 403, "forbidden").path("detail").asString())
                .isEqualTo("This call needs a bearer token with the role admin.");
        assertThat(failures("forbidden")).isEqualTo(before + 1);
        assertThat(caller(ADMIN).body()).isEqualTo("ops");
        assertThat(caller("correct-horse").body()).isEqualTo("admin-token");
    }

    @Test
    void missingAndWrongTokensAreCountedApart() throws Exception {
        double missing = failures("missing-token");
        double wrong = failures("wrong-token");

        get(WhoCalls.PATH);
        caller("wrong");
        caller("wrong");

        assertThat(failures("missing-token")).isEqualTo(missing + 1);
        assertThat(failures("wrong-token")).isEqualTo(wrong + 2);
    }

    @Test
    void aTokenInTheQueryIsNotLookedAt() throws Exception {
        assertProblem(get(WhoCalls.PATH + "?access_token=" + ADMIN), 401, "unauthorized");
    }

    @Test
    void theHashOpensNothing() throws Exception {
        assertProblem(caller(TokenHash.of(ADMIN).toString()), 401, "unauthorized");
    }

    @Test
    void theOpenApiDocumentNamesTheCallsThatNeedAToken() throws Exception {
        JsonNode document = json(get("/v3/api-docs"));
        JsonNode scheme = document.path("components").path("securitySchemes").path("bearer");
        JsonNode predict = document.path("paths").path(PREDICTIONS).path("post");
        JsonNode infer = document.path("paths").path("/v2/models/{model}/infer").path("post");

        assertThat(scheme.path("type").asString()).isEqualTo("http");
        assertThat(scheme.path("scheme").asString()).isEqualTo("bearer");
        assertThat(predict.path("security").path(0).propertyNames()).containsExactly("bearer");
        assertThat(predict.path("responses").path("429").path("content").propertyNames())
                .containsExactly("application/problem+json");
        assertThat(infer.path("responses").path("401").path("content").propertyNames())
                .containsExactly("application/json");
        assertThat(document.path("paths").path("/api/v1/models").path("get").has("security"))
                .isFalse();
    }
}

package io.sentiment.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What operators and developers look at. */
class OperationOverHttpTest extends HttpTest {

    @Test
    void healthIsUp() throws Exception {
        for (String group : new String[] {"", "/liveness", "/readiness"}) {
            HttpResponse<String> response = get("/actuator/health" + group);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(json(response).path("status").asString()).isEqualTo("UP");
        }
    }

    @Test
    void infoNamesTheDevice() throws Exception {
        var info = get("/actuator/info");
        assertThat(info.statusCode()).isEqualTo(200);
        assertThat(info.body())
                .contains(
                        "\"device\"",
                        "\"backend\"",
                        "\"cpuFeatures\"",
                        "\"threads\"",
                        "\"inference\"",
                        "\"engine\"",
                        "\"precision\":\"fp32\"");
    }

    @Test
    void predictionsAreCountedByModelAndVersion() throws Exception {
        post(PREDICTIONS, "{\"texts\": [\"A good film\"]}");

        assertThat(get("/actuator/prometheus").body())
                .contains("sentiment_queue_time_seconds_count{model=\"reviews-en\",version=\"2\"}")
                .contains("sentiment_inference_time_seconds_count{model=\"reviews-en\",version=\"2\"}")
                .contains("sentiment_batch_texts_sum{model=\"reviews-en\",version=\"2\"}")
                .contains("sentiment_batch_tokens_sum")
                .contains("sentiment_queue_texts");
    }

    @Test
    void theCallsAndTheirErrorsAreDocumented() throws Exception {
        JsonNode document = json(get("/v3/api-docs"));
        JsonNode predict = document.path("paths").path(PREDICTIONS).path("post");

        assertThat(document.path("info").path("title").asString()).isEqualTo("Sentiment service");
        assertThat(predict.path("responses").propertyNames()).contains("200", "400", "404", "413", "422", "503");
        assertThat(predict.path("responses").path("422").path("content").propertyNames())
                .containsExactly("application/problem+json");
        assertThat(document.path("components")
                        .path("schemas")
                        .path("Problem")
                        .path("properties")
                        .propertyNames())
                .contains("type", "pointer");
        assertThat(document.path("paths").propertyNames()).doesNotContain("/error");
    }

    @Test
    void whatEveryCallCanRefuseIsDocumented() throws Exception {
        List<String> bodies = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path :
                json(get("/v3/api-docs")).path("paths").properties()) {
            for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
                Collection<String> statuses = call.getValue().path("responses").propertyNames();
                assertThat(statuses).as(path.getKey()).contains("400", "406", "500");
                if (call.getValue().has("requestBody")) {
                    bodies.add(call.getKey() + " " + path.getKey());
                    assertThat(statuses).as(path.getKey()).contains("408", "413", "415");
                }
            }
        }
        assertThat(bodies)
                .containsExactlyInAnyOrder(
                        "post /api/v1/predictions",
                        "post /api/v1/readings",
                        "post /api/v1/explanations",
                        "post /api/v1/traces",
                        "post /api/v1/feedback",
                        "post /v2/models/{model}/infer",
                        "post /v2/models/{model}/versions/{version}/infer",
                        "put /api/v1/admin/models/{model}/champion",
                        "post /api/v1/admin/models/{model}/versions",
                        "post /api/v1/admin/models/{model}/retrainings");
    }

    @Test
    void uploadsAndFormsOfAnswersAreDocumented() throws Exception {
        JsonNode document = json(get("/v3/api-docs"));
        JsonNode paths = document.path("paths");
        JsonNode form = document.path("components").path("schemas").path("RetrainingForm");

        assertThat(content(paths.path("/api/v1/admin/models/{model}/retrainings")
                        .path("post")
                        .path("requestBody")))
                .containsExactly("multipart/form-data");
        assertThat(form.path("properties").propertyNames()).containsExactlyInAnyOrder("data", "test", "settings");
        assertThat(form.path("required").toString()).isEqualTo("[\"data\"]");
        assertThat(content(paths.path("/api/v1/admin/models/{model}/versions")
                        .path("post")
                        .path("requestBody")))
                .containsExactlyInAnyOrder("application/zip", "application/octet-stream", "multipart/form-data");
        assertThat(content(answer(paths, "/api/v1/models/{model}/summary", "get")))
                .containsExactlyInAnyOrder("application/json", "text/plain");
        assertThat(content(answer(paths, PREDICTIONS, "post")))
                .containsExactly("application/json", "application/x-ndjson");
        assertThat(content(answer(paths, "/v2/models/{model}/infer", "post")))
                .containsExactlyInAnyOrder("application/json", "application/octet-stream");
    }

    private static JsonNode answer(JsonNode paths, String path, String method) {
        return paths.path(path).path(method).path("responses").path("200");
    }

    private static Collection<String> content(JsonNode described) {
        return described.path("content").propertyNames();
    }

    /** Clients that are generated from the document have classes of these names. */
    @Test
    void theSchemasOfTheDocumentKeepTheirNames() throws Exception {
        JsonNode schemas = json(get("/v3/api-docs")).path("components").path("schemas");

        assertThat(schemas.propertyNames())
                .contains(
                        "Architecture",
                        "AuditEntry",
                        "AuditResponse",
                        "Champion",
                        "ChampionRequest",
                        "ChangedRow",
                        "Confusion",
                        "EpochResult",
                        "Evaluation",
                        "FeedbackRequest",
                        "FeedbackResponse",
                        "GateDecision",
                        "GateSummary",
                        "HeldOutComparison",
                        "Input",
                        "JobItem",
                        "JobProgress",
                        "JobsResponse",
                        "LayerSummary",
                        "Live",
                        "McNemarTest",
                        "Metadata",
                        "Model",
                        "ModelDescription",
                        "ModelReady",
                        "ModelsResponse",
                        "NetworkSummary",
                        "OpenInferenceError",
                        "OpenInferenceRequest",
                        "OpenInferenceResponse",
                        "Output",
                        "Prediction",
                        "PredictionRequest",
                        "PredictionResponse",
                        "Problem",
                        "ProblemLine",
                        "Ready",
                        "Retraining",
                        "RetrainingSettings",
                        "Server",
                        "SseEmitter",
                        "Tensor",
                        "TrainingReport",
                        "UnusableRow",
                        "UploadReport",
                        "VersionDescription",
                        "VersionsResponse");
    }

    @Test
    void swaggerUiLoads() throws Exception {
        HttpResponse<String> redirect = get("/swagger-ui.html");

        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(redirect.headers().firstValue("Location").orElse("")).endsWith("/swagger-ui/index.html");
        for (String file : new String[] {"index.html", "swagger-ui-bundle.js", "swagger-initializer.js"}) {
            assertThat(get("/swagger-ui/" + file).statusCode()).isEqualTo(200);
        }
        assertThat(get("/v3/api-docs/swagger-config").statusCode()).isEqualTo(200);
    }
}

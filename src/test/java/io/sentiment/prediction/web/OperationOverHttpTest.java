package io.sentiment.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
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

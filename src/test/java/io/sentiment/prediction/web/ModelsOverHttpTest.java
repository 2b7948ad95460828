package io.sentiment.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ModelsOverHttpTest extends HttpTest {

    @Test
    void modelsAreListedWithTheirChampions() throws Exception {
        JsonNode models = json(get("/api/v1/models")).path("models");

        assertThat(models.size()).isEqualTo(2);
        assertThat(models.get(0).path("model").asString()).isEqualTo("reviews-en");
        assertThat(models.get(0).path("version").asInt()).isEqualTo(2);
        assertThat(models.get(1).path("model").asString()).isEqualTo("reviews-zh");
    }

    @Test
    void aModelIsDescribed() throws Exception {
        JsonNode model = json(get("/api/v1/models/reviews-zh"));

        assertThat(model.path("languages").get(0).asString()).isEqualTo("zh-Hans");
        assertThat(model.path("scripts").get(0).asString()).isEqualTo("Hani");
        assertThat(model.path("architecture").path("cell").asString()).isEqualTo("lstm");
        assertThat(model.path("threshold").asDouble()).isEqualTo(0.5);
        assertThat(model.path("created").asString()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void theSummaryIsJsonUnlessTextIsAskedFor() throws Exception {
        HttpResponse<String> json = get("/api/v1/models/reviews-en/summary");
        HttpResponse<String> browser = get("/api/v1/models/reviews-en/summary", "Accept", "*/*");
        HttpResponse<String> text = get("/api/v1/models/reviews-en/summary", "Accept", "text/plain");

        // A vocabulary of 7, 8 values a word: 56; 4·(8·16 + 8) = 544; 8 + 1.
        assertThat(json(json).path("parameters").asLong()).isEqualTo(56 + 544 + 9);
        assertThat(browser.body()).isEqualTo(json.body());
        assertThat(text.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
        assertThat(text.body()).contains("Model: \"reviews-en\"", "Total params: 609", "─");
    }

    @Test
    void anUnknownModelIsNotFound() throws Exception {
        assertProblem(get("/api/v1/models/none"), 404, "unknown-model");
        assertProblem(get("/api/v1/models/none/summary"), 404, "unknown-model");
    }

    @Test
    void aRepresentationThatNobodyHasIsNotAcceptable() throws Exception {
        assertProblem(get("/api/v1/models/reviews-en/summary", "Accept", "image/png"), 406, "not-acceptable");
        assertProblem(get("/api/v1/models", "Accept", "text/plain"), 406, "not-acceptable");
    }
}

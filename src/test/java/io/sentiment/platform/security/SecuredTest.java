package io.sentiment.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.prediction.web.HttpTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.springframework.context.annotation.Import;

/** The whole service, where predictions need a token. */
@Import(WhoCalls.class)
abstract class SecuredTest extends HttpTest {

    static final String INFER = "/v2/models/reviews-en/infer";
    static final String FEEDBACK = "/api/v1/feedback";
    static final String TEXTS = "{\"texts\": [\"A good film\"], \"model\": \"reviews-en\"}";
    static final String TENSOR =
            "{\"inputs\": [{\"name\": \"text\", \"shape\": [1], \"datatype\": \"BYTES\", \"data\": [\"A good film\"]}]}";

    HttpResponse<String> predict(String token) throws IOException, InterruptedException {
        return post(PREDICTIONS, TEXTS, "Authorization", "Bearer " + token);
    }

    HttpResponse<String> caller(String token) throws IOException, InterruptedException {
        return get(WhoCalls.PATH, "Authorization", "Bearer " + token);
    }

    double failures(String reason) throws IOException, InterruptedException {
        String series = "sentiment_security_failures_total{reason=\"" + reason + "\"} ";
        return get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    /** Returns the sentence. */
    static String assertOpenInferenceError(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(json(response).propertyNames()).containsExactly("error");
        return json(response).path("error").asString();
    }
}

package io.sentiment.prediction.web;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentiment.SentimentApplication;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.platform.ApiDocument;
import io.sentiment.prediction.EngineFactory;
import io.sentiment.prediction.TinyModels;
import io.sentiment.prediction.batch.GatedEngine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Start and shutdown of the whole service, with engines that compute one batch for each permit. */
@Timeout(90)
class LifecycleTest {

    private static final Semaphore PERMITS = new Semaphore(0);

    @TempDir
    Path folder;

    @TempDir
    Path data;

    private final HttpClient client = HttpClient.newHttpClient();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private CompletableFuture<ConfigurableApplicationContext> application = new CompletableFuture<>();

    @BeforeEach
    void start() throws IOException, InterruptedException {
        PERMITS.drainPermits();
        TinyModels.write(folder);
        ApplicationListener<WebServerInitializedEvent> started =
                event -> port.complete(event.getWebServer().getPort());
        application = CompletableFuture.supplyAsync(() -> new SpringApplicationBuilder(
                        SentimentApplication.class, GatedEngines.class)
                .listeners(started)
                .registerShutdownHook(false)
                .run("--server.port=0", "--sentiment.models.location=" + folder, "--sentiment.data-directory=" + data));
        await().atMost(60, SECONDS)
                .ignoreExceptions()
                .until(() -> get("/actuator/health/liveness").statusCode() == 200);
        ApiDocument.ofPort(port.join()); // It cannot be had any more when the service has stopped.
    }

    @AfterEach
    void stop() {
        PERMITS.release(1_000);
        application.join().close();
    }

    @Test
    void theServiceIsReadyOnlyWhenEveryModelHasAnsweredItsWarmUp() throws Exception {
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        HttpResponse<String> early = predict().get(10, SECONDS);
        assertThat(early.statusCode()).isEqualTo(503);
        assertThat(early.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(early.body()).contains("urn:sentiment:problem:not-ready");

        PERMITS.release(); // One of the two models.
        await().until(() -> PERMITS.availablePermits() == 0);
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(503);

        PERMITS.release();
        application.get(30, SECONDS);
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void shutdownAnswersWhatWasAccepted() throws Exception {
        PERMITS.release(2);
        ConfigurableApplicationContext running = application.get(30, SECONDS);
        CompletableFuture<HttpResponse<String>> computing = predict();
        await().until(PERMITS::hasQueuedThreads);
        CompletableFuture<HttpResponse<String>> waiting = predict();
        await().until(() -> metrics().contains("sentiment_queue_texts{model=\"reviews-en\",version=\"2\"} 1.0"));

        CompletableFuture<Void> closing = CompletableFuture.runAsync(running::close);
        await().until(running::isClosed);
        assertThat(computing).isNotDone();
        PERMITS.release(1_000);

        assertThat(computing.get(20, SECONDS).statusCode()).isEqualTo(200);
        assertThat(waiting.get(20, SECONDS).statusCode()).isEqualTo(200);
        closing.get(20, SECONDS);
    }

    private String metrics() throws IOException, InterruptedException {
        return get("/actuator/prometheus").body();
    }

    private CompletableFuture<HttpResponse<String>> predict() {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/v1/predictions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"texts\": [\"A good film\"]}"))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(this::checked);
    }

    private HttpResponse<String> checked(HttpResponse<String> response) {
        try {
            return ApiDocument.ofPort(port.join()).checked(response);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port.join() + path);
    }

    @Configuration(proxyBeanMethods = false)
    static class GatedEngines {

        @Bean
        @Primary
        EngineFactory gatedEngines() {
            return network -> new GatedEngine(Dl4jEngine.of(network), PERMITS);
        }
    }
}

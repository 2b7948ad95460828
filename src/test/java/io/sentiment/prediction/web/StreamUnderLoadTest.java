package io.sentiment.prediction.web;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.prediction.EngineFactory;
import io.sentiment.prediction.batch.GatedEngine;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;

/** Streams and engines that are slow, full or broken. */
@Timeout(90)
@Import(StreamUnderLoadTest.FragileEngines.class)
@TestPropertySource(
        properties = {
            "sentiment.batching.queue-texts=2",
            "sentiment.batching.max-texts=2",
            "sentiment.prediction.deadline=3s",
            "sentiment.streaming.window-lines=2",
            "sentiment.streaming.max-streams=1"
        })
class StreamUnderLoadTest extends HttpTest {

    private static final Semaphore PERMITS = new Semaphore(2); // For the warm-ups.
    private static final String ENGLISH = "?model=reviews-en";

    @AfterEach
    void noPermitsAndNoStreamAreLeft() {
        PERMITS.drainPermits();
        await().atMost(20, SECONDS).until(() -> stream("").statusCode() == 200);
    }

    @AfterAll
    static void enginesCanClose() {
        PERMITS.release(1_000);
    }

    @Test
    void aFullQueueDelaysAStreamAndDoesNotFailIt() throws Exception {
        CompletableFuture<HttpResponse<String>> computing = predict("good");
        await().until(PERMITS::hasQueuedThreads);
        CompletableFuture<HttpResponse<String>> waiting = predict("good", "film");
        await().until(() -> metrics().contains("sentiment_queue_texts{model=\"reviews-en\",version=\"2\"} 2.0"));
        try (StreamConnection connection = new StreamConnection(port, ENGLISH)) {
            connection.sendText(1, "good");
            await().until(() -> refusals() > 2);
            PERMITS.release(100);

            assertThat(connection.answer()).startsWith("{\"id\":1,\"label\":");
            assertThat(computing.get(10, SECONDS).statusCode()).isEqualTo(200);
            assertThat(waiting.get(10, SECONDS).statusCode()).isEqualTo(200);
            connection.end();
            assertThat(connection.answer()).isEqualTo("the end");
        }
    }

    @Test
    void aDeadlineThatPassesIsTheAnswerToItsWindowAndTheRestGoesOn() throws Exception {
        try (StreamConnection connection = new StreamConnection(port, ENGLISH)) {
            connection.sendText(1, "good");
            assertThat(connection.answer()).contains("\"id\":1,\"line\":1,", ":deadline-exceeded\"");
            PERMITS.release(100);
            connection.sendText(2, "good");
            assertThat(connection.answer()).startsWith("{\"id\":2,\"label\":");
            connection.end();
            assertThat(connection.answer()).isEqualTo("the end");
        }
    }

    @Test
    void anEngineThatFailsEndsAStreamThatHasBegunAbnormally() throws Exception {
        PERMITS.release(100);
        try (StreamConnection connection = new StreamConnection(port, ENGLISH)) {
            connection.sendText(1, "good");
            assertThat(connection.answer()).startsWith("{\"id\":1,\"label\":");
            connection.sendText(2, "bad");

            assertThatThrownBy(connection::answer).isInstanceOfAny(EOFException.class, SocketException.class);
        }
    }

    @Test
    void anEngineThatFailsBeforeTheFirstAnswerIsAProblem() throws Exception {
        PERMITS.release(100);

        assertProblem(stream("{\"text\": \"bad\"}\n"), 500, "internal-error");
    }

    @Test
    void oneStreamTooManyIsRefused() throws Exception {
        try (StreamConnection connection = new StreamConnection(port, ENGLISH)) {
            connection.sendText(1, "good");
            await().until(PERMITS::hasQueuedThreads);

            HttpResponse<String> refused = stream("{\"text\": \"good\"}");
            assertProblem(refused, 503, "too-many-streams");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
            PERMITS.release(100);
        }
    }

    @Test
    void aClientThatDisconnectsFreesItsPlaces() throws Exception {
        try (StreamConnection connection = new StreamConnection(port, ENGLISH)) {
            connection.send("{\"text\": \"good\"}\n".repeat(100));
            await().until(PERMITS::hasQueuedThreads);
            connection.reset();
        }
        PERMITS.release(2); // Two windows at most are finished for nobody.

        await().atMost(20, SECONDS).until(() -> stream("").statusCode() == 200);
        assertThat(metrics()).contains("sentiment_queue_texts{model=\"reviews-en\",version=\"2\"} 0.0");
    }

    @Test
    void aClientThatDisconnectsWhileNothingIsComputedFreesItsStream() throws Exception {
        PERMITS.release(100);
        try (StreamConnection connection = new StreamConnection(port, ENGLISH)) {
            connection.sendText(1, "good");
            connection.answer();
            assertThat(stream("").statusCode()).isEqualTo(503);
        }

        await().atMost(20, SECONDS).until(() -> stream("").statusCode() == 200);
    }

    private CompletableFuture<HttpResponse<String>> predict(String... texts) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                String list = String.join("\", \"", List.of(texts));
                return post(PREDICTIONS, "{\"texts\": [\"" + list + "\"], \"model\": \"reviews-en\"}");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private HttpResponse<String> stream(String body) throws IOException, InterruptedException {
        return send(request(PREDICTIONS + ENGLISH, "Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String metrics() throws IOException, InterruptedException {
        return get("/actuator/prometheus").body();
    }

    private double refusals() throws IOException, InterruptedException {
        return metrics()
                .lines()
                .filter(line -> line.startsWith("sentiment_rejections_total") && line.contains("queue-full"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @TestConfiguration
    static class FragileEngines {

        @Bean
        @Primary
        EngineFactory fragileEngines() {
            return network -> new GatedEngine(new OneWordFails(Dl4jEngine.of(network)), PERMITS);
        }
    }
}

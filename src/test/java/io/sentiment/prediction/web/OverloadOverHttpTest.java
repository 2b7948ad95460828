package io.sentiment.prediction.web;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.prediction.EngineFactory;
import io.sentiment.prediction.batch.GatedEngine;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;

/** What clients see of full queues, deadlines and broken engines. */
@Import(OverloadOverHttpTest.FragileEngines.class)
@TestPropertySource(
        properties = {
            "sentiment.batching.queue-texts=1",
            "sentiment.prediction.deadline=5s",
            "sentiment.batching.max-texts=2"
        })
class OverloadOverHttpTest extends HttpTest {

    private static final Semaphore PERMITS = new Semaphore(2); // For the warm-ups.
    private static final String GOOD = "{\"texts\": [\"good\"], \"model\": \"reviews-en\"}";

    @AfterEach
    void drain() {
        PERMITS.drainPermits();
    }

    @Test
    void aFullQueueAndAPassedDeadlineSayWhenToTryAgain() throws Exception {
        CompletableFuture<HttpResponse<String>> computing = postAsync(GOOD);
        await().until(PERMITS::hasQueuedThreads);
        CompletableFuture<HttpResponse<String>> waiting = postAsync(GOOD);
        await().until(() -> get("/actuator/prometheus")
                .body()
                .contains("sentiment_queue_texts{model=\"reviews-en\",version=\"2\"} 1.0"));

        HttpResponse<String> refused = post(PREDICTIONS, GOOD);
        assertProblem(refused, 503, "queue-full");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");

        HttpResponse<String> late = waiting.get(20, SECONDS);
        assertProblem(late, 503, "deadline-exceeded");
        assertThat(late.headers().firstValue("Retry-After")).hasValue("1");
        assertProblem(computing.get(20, SECONDS), 503, "deadline-exceeded");

        PERMITS.release(2);
        assertThat(post(PREDICTIONS, GOOD).statusCode()).isEqualTo(200);
    }

    @Test
    void anEngineThatFailsIsAnInternalErrorAndTheNextRequestIsAnswered() throws Exception {
        PERMITS.release(2);

        assertProblem(post(PREDICTIONS, "{\"texts\": [\"bad\"], \"model\": \"reviews-en\"}"), 500, "internal-error");
        assertThat(post(PREDICTIONS, GOOD).statusCode()).isEqualTo(200);
    }

    private CompletableFuture<HttpResponse<String>> postAsync(String json) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return post(PREDICTIONS, json);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
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

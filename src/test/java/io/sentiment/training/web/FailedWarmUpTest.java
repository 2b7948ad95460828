package io.sentiment.training.web;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentiment.network.InferenceEngine;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.prediction.EngineFactory;
import io.sentiment.prediction.TinyModels;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import io.sentiment.text.EncodedText;
import io.sentiment.training.web.Replica.Part;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;

/** A challenger that passes the gate, and whose engine then answers nonsense. */
@Timeout(180)
class FailedWarmUpTest {

    private static final AtomicBoolean SPOILT = new AtomicBoolean();

    @TempDir
    Path folder;

    @Test
    void theAliasReturnsAndTheRetrainingSaysWhy() throws Exception {
        SPOILT.set(false);
        Path models = TinyModels.write(folder.resolve("models"));
        try (TestDatabase database = DatabaseKind.SQLITE.create();
                Replica replica =
                        new Replica(database, models, folder.resolve("data"), List.of(EnginesThatMayBeSpoilt.class))) {
            SPOILT.set(true);
            String id = Replica.json(replica.retrain(List.of(
                            new Part("data", "reviews.tsv", Reviews.tsv(100, 1)),
                            Part.settings("{\"epochs\": 1, \"gate\": \"always\"}"))))
                    .path("id")
                    .asString();

            await().atMost(120, SECONDS)
                    .untilAsserted(() -> assertThat(
                                    replica.retraining(id).path("reason").asString())
                            .endsWith("It did not stay champion: version 3 of the model 'reviews-en' cannot be served:"
                                    + " The network answers NaN, which is no probability."));
            JsonNode versions = Replica.json(replica.get("/api/v1/admin/models/reviews-en/versions"))
                    .path("versions");
            assertThat(versions.get(1).path("champion").asBoolean()).isTrue();
            assertThat(Replica.json(replica.post(
                                    "/api/v1/predictions", "{\"texts\": [\"good\"], \"model\": \"reviews-en\"}"))
                            .path("predictions")
                            .get(0)
                            .path("version")
                            .asInt())
                    .isEqualTo(2);
            assertThat(replica.get("/actuator/health/readiness").body()).contains("\"rejected\"", "answers NaN");
        }
    }

    /** The real engines until they are spoilt; from then on new ones answer with what is no number. */
    @Configuration(proxyBeanMethods = false)
    static class EnginesThatMayBeSpoilt {

        @Bean
        @Primary
        EngineFactory enginesThatMayBeSpoilt() {
            return network -> new Engine(Dl4jEngine.of(network), SPOILT.get());
        }
    }

    private record Engine(InferenceEngine engine, boolean spoilt) implements InferenceEngine {

        @Override
        public String name() {
            return engine.name();
        }

        @Override
        public float[] positiveProbabilities(List<EncodedText> texts) {
            float[] probabilities = engine.positiveProbabilities(texts);
            if (spoilt) {
                Arrays.fill(probabilities, Float.NaN);
            }
            return probabilities;
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}

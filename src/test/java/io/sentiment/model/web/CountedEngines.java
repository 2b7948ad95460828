package io.sentiment.model.web;

import io.sentiment.network.InferenceEngine;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.prediction.EngineFactory;
import io.sentiment.text.EncodedText;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * The real engines of all replicas of a test, counted while they hold native memory. Not annotated: every service of a
 * test would find it.
 */
class CountedEngines {

    static final AtomicInteger OPEN = new AtomicInteger();

    @Bean
    @Primary
    EngineFactory enginesThatAreCounted() {
        return network -> new CountedEngine(Dl4jEngine.of(network));
    }

    private record CountedEngine(InferenceEngine engine) implements InferenceEngine {

        CountedEngine {
            OPEN.incrementAndGet();
        }

        @Override
        public String name() {
            return engine.name();
        }

        @Override
        public float[] positiveProbabilities(List<EncodedText> texts) {
            return engine.positiveProbabilities(texts);
        }

        @Override
        public void close() {
            engine.close();
            OPEN.decrementAndGet();
        }
    }
}

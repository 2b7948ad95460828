package io.sentiment.network.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.RandomNetworks;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttributionMemoryTest {

    private static final Architecture ARCHITECTURE = new Architecture(200, 64, Cell.LSTM, 256, 2, true, 12, 0);

    @BeforeEach
    void requireOneDnn() {
        assumeTrue(OneDnn.objection() == null, "this machine has no oneDNN");
    }

    @Test
    void whoeverClosesItGetsTheNativeMemoryBack() {
        NetworkWeights weights = weights();
        EncodedText text = new RandomTexts(ARCHITECTURE, 3).ofLength(12);
        useAndClose(weights, text);
        long before = Pointer.totalBytes();

        for (int round = 0; round < 10; round++) {
            useAndClose(weights, text);
        }

        // Each takes more than 16 MB for its packed weights.
        assertThat(Pointer.totalBytes() - before).isLessThan(4 << 20);
    }

    @Test
    void threadsThatShareItGetTheSameContributions() throws Exception {
        List<EncodedText> texts = new RandomTexts(ARCHITECTURE, 4).ofAnyLength(20);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (IntegratedGradients gradients = new IntegratedGradients(weights(), true)) {
            List<double[]> expected = texts.stream()
                    .map(text -> gradients.attribute(text, 4).contributions())
                    .toList();
            List<CompletableFuture<Void>> runs = new ArrayList<>();
            for (int run = 0; run < 3; run++) {
                runs.add(CompletableFuture.runAsync(
                        () -> {
                            for (int index = 0; index < texts.size(); index++) {
                                assertThat(gradients
                                                .attribute(texts.get(index), 4)
                                                .contributions())
                                        .containsExactly(expected.get(index));
                            }
                        },
                        threads));
            }
            CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
    }

    private static NetworkWeights weights() {
        try (SentimentNetwork network = RandomNetworks.of(ARCHITECTURE)) {
            return network.weights();
        }
    }

    private static void useAndClose(NetworkWeights weights, EncodedText text) {
        try (IntegratedGradients gradients = new IntegratedGradients(weights, true)) {
            assertThat(gradients.attribute(text, 4).contributions()).hasSize(12);
        }
    }
}

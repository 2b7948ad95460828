package io.sentiment.network.onednn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Precision;
import io.sentiment.network.RandomNetworks;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.text.EncodedText;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneDnnMemoryTest {

    private static final Architecture ARCHITECTURE = new Architecture(2_000, 64, Cell.LSTM, 256, 2, true, 12, 0);
    private static final OneDnnSettings SETTINGS = new OneDnnSettings(Precision.FP32, 2, 64 << 20);

    @BeforeEach
    void requireOneDnn() {
        assumeTrue(OneDnn.objection() == null, "this machine has no oneDNN");
    }

    @Test
    void aClosedEngineHasReturnedItsMemory() {
        NetworkWeights weights = weights();
        List<EncodedText> texts = new RandomTexts(ARCHITECTURE, 3).ofAnyLength(40);
        useAndClose(weights, texts);
        long before = Pointer.totalBytes();

        for (int round = 0; round < 20; round++) {
            useAndClose(weights, texts);
        }

        // Each engine takes more than 16 MB for its look-up tables alone.
        assertThat(Pointer.totalBytes() - before).isLessThan(4 << 20);
    }

    /** Whether each thread takes whole texts of a batch, as of the narrow one, or units of the network. */
    @ParameterizedTest
    @ValueSource(ints = {32, 256})
    void anOpenEngineKeepsNoSecondCopyOfTheWeightsInTheHeap(int hiddenSize) throws InterruptedException {
        Architecture architecture = new Architecture(2_000, 64, Cell.LSTM, hiddenSize, 1, false, 12, 0);
        NetworkWeights weights = weights(architecture);
        WeakReference<NetworkWeights> kept = new WeakReference<>(weights);
        List<EncodedText> texts = new RandomTexts(architecture, 5).ofAnyLength(1);
        try (OneDnnEngine engine = new OneDnnEngine(weights, new OneDnnSettings(Precision.FP32, 1, 64 << 20))) {
            weights = null;
            for (int turn = 0; kept.get() != null && turn < 100; turn++) {
                System.gc();
                Thread.sleep(20);
            }

            assertThat(kept.get()).isNull();
            assertThat(engine.positiveProbabilities(texts)).hasSize(1);
        }
    }

    @Test
    void enginesComputeSideBySide() throws Exception {
        NetworkWeights weights = weights();
        List<EncodedText> texts = new RandomTexts(ARCHITECTURE, 4).ofAnyLength(50);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (OneDnnEngine alone = new OneDnnEngine(weights, SETTINGS)) {
            float[] expected = alone.positiveProbabilities(texts);
            List<CompletableFuture<Void>> runs = new ArrayList<>();
            for (int run = 0; run < 3; run++) {
                runs.add(CompletableFuture.runAsync(
                        () -> {
                            try (OneDnnEngine engine = new OneDnnEngine(weights, SETTINGS)) {
                                for (int round = 0; round < 20; round++) {
                                    assertThat(engine.positiveProbabilities(texts))
                                            .containsExactly(expected);
                                }
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
        return weights(ARCHITECTURE);
    }

    private static NetworkWeights weights(Architecture architecture) {
        try (SentimentNetwork network = RandomNetworks.of(architecture)) {
            return network.weights();
        }
    }

    private static void useAndClose(NetworkWeights weights, List<EncodedText> texts) {
        try (OneDnnEngine engine = new OneDnnEngine(weights, SETTINGS)) {
            assertThat(engine.positiveProbabilities(texts)).hasSameSizeAs(texts);
        }
    }
}

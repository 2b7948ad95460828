package io.sentiment.network.onednn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Precision;
import io.sentiment.network.RandomNetworks;
import io.sentiment.network.RandomTexts;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.text.EncodedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TokenTablesTest {

    private static final long TABLE = 1L << 30;

    @BeforeEach
    void needsOneDnn() {
        assumeTrue(OneDnn.objection() == null, "this machine has no oneDNN");
    }

    /** A table of 245 MB or more, of which a text of 20 tokens needs 160 kB at most. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aTableTakesMemoryForTheTokensThatWereRead() throws IOException {
        Architecture architecture = new Architecture(40_000, 4, Cell.LSTM, 512, 1, false, 20, 0);
        NetworkWeights weights = weights(architecture);
        List<EncodedText> texts = new RandomTexts(architecture, 1).ofAnyLength(1);
        long before = residentKilobytes();

        try (OneDnnEngine engine = engine(weights)) {
            float first = engine.positiveProbabilities(texts)[0];

            assertThat(TokenTables.bytes(architecture, Precision.FP32)).isGreaterThan(230 << 20);
            assertThat(residentKilobytes() - before).isLessThan(120 << 10);
            assertThat(engine.positiveProbabilities(texts)[0]).isEqualTo(first);
        }
    }

    /** Whoever comes first makes the row of a token, and the others read it whole. */
    @Test
    void threadsThatReadTheSameTokensForTheFirstTimeGetTheSameAnswers() throws Exception {
        Architecture architecture = new Architecture(3_000, 32, Cell.LSTM, 64, 1, true, 20, 0);
        NetworkWeights weights = weights(architecture);
        List<EncodedText> texts = new RandomTexts(architecture, 2).ofAnyLength(100);
        float[] expected;
        try (OneDnnEngine engine = new OneDnnEngine(weights, new OneDnnSettings(Precision.FP32, 1, 0))) {
            expected = engine.positiveProbabilities(texts);
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int round = 0; round < 10; round++) {
            try (OneDnnEngine engine = engine(weights)) {
                List<Future<float[]>> answers = new ArrayList<>();
                assertThat(engine.lanes()).hasSize(4);
                for (InferenceEngine lane : engine.lanes()) {
                    answers.add(threads.submit(() -> lane.positiveProbabilities(texts)));
                }
                for (Future<float[]> answer : answers) {
                    float[] actual = answer.get();
                    for (int text = 0; text < expected.length; text++) {
                        assertThat(actual[text]).isCloseTo(expected[text], within(1e-6f));
                    }
                }
            }
        }
        threads.shutdown();
    }

    private static OneDnnEngine engine(NetworkWeights weights) {
        return new OneDnnEngine(weights, new OneDnnSettings(Precision.FP32, 4, TABLE));
    }

    private static NetworkWeights weights(Architecture architecture) {
        try (SentimentNetwork network = RandomNetworks.of(architecture)) {
            return network.weights();
        }
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}

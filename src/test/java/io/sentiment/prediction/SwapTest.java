package io.sentiment.prediction;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sentiment.model.LoadedModels;
import io.sentiment.network.engines.EngineSelection;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many swaps of two versions while clients predict; {@code -Dtests.swaps=10000} makes it as long as that. */
class SwapTest {

    /** A swap leaves some 35 kB beside the heap for Java's collector, which a service under load runs by itself. */
    private static final int SWAPS_UNTIL_COLLECTION = 1_000;

    private static final int SWAPS = Integer.getInteger("tests.swaps", 40);

    /** In a long run the JVM itself grows for the first tenth: compiled code, pools of threads. */
    private static final int WARM_UP = Math.max(20, SWAPS / 10);

    private static final int CLIENTS = 2;

    @TempDir
    Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicBoolean running = new AtomicBoolean(true);

    @Test
    void swapsUnderLoadFailNoRequestAndLeaveNativeMemoryWhereItWas() throws Exception {
        LoadedModels models = LoadedModels.in(TinyModels.write(folder));
        EngineSelection engines = EngineSelection.of("auto", "fp32", 2, 1 << 20);
        Serving serving = new Serving(models, engines::open, 4, meters);
        Predictor predictor = serving.predictor(null, Serving.PATIENT);
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (serving) {
            serving.start(models);
            List<CompletableFuture<Integer>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                clients.add(CompletableFuture.supplyAsync(() -> predictUntilStopped(predictor), threads));
            }
            swap(serving, WARM_UP);
            long arrays = Pointer.totalBytes();
            long memory = memoryBesideHeap();

            for (int done = 0; done < SWAPS; done += SWAPS_UNTIL_COLLECTION) {
                swap(serving, Math.min(SWAPS_UNTIL_COLLECTION, SWAPS - done));
                System.gc();
            }

            running.set(false);
            for (CompletableFuture<Integer> client : clients) {
                assertThat(client.get(30, SECONDS)).isPositive();
            }
            assertThat(Pointer.totalBytes() - arrays).isLessThan(2 << 20);
            // What a collection gives back comes back on threads of JavaCPP and the JVM, after it has returned.
            await().atMost(30, SECONDS)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> memoryBesideHeap() - memory < Pointer.physicalBytes() / 10);
        } finally {
            running.set(false);
            threads.shutdown();
        }
    }

    /** The number of answers; fails with the first request that fails. */
    private int predictUntilStopped(Predictor predictor) {
        int answers = 0;
        while (running.get()) {
            answers += predictor
                    .predict(List.of("A good film", "bad"), "reviews-en", null)
                    .orTimeout(30, SECONDS)
                    .join()
                    .all()
                    .size();
        }
        return answers;
    }

    private static void swap(Serving serving, int times) {
        for (int time = 0; time < times; time++) {
            int old = serving.champions.manifest("reviews-en").version();
            int next = 3 - old; // The versions are 1 and 2.
            serving.promote("reviews-en", next);
        }
    }

    /** Resident bytes of the process that are not Java's heap. */
    private static long memoryBesideHeap() {
        System.gc();
        return Pointer.physicalBytes()
                - ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    }
}

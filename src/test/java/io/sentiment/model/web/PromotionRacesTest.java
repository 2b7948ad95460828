package io.sentiment.model.web;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Promotions, roll backs and deletions of one version after the other, in random orders and at random speeds, on two
 * replicas while clients predict. {@code -Dtests.race.seconds=60} goes on for a minute on each database, and
 * {@code -Dtests.seed} draws the orders of an earlier run.
 */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
@ExtendWith(OutputCaptureExtension.class)
@Timeout(600)
class PromotionRacesTest {

    private static final int SECONDS_OF_RACES = Integer.getInteger("tests.race.seconds", 10);
    private static final long SEED = Long.getLong("tests.seed", System.currentTimeMillis());
    private static final int SHIPPED = 1;

    @TempDir
    Path folder;

    @AutoClose
    private final TestDatabase database;

    private final Random random = new Random(SEED);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean racing = new AtomicBoolean(true);
    private final AtomicInteger raced = new AtomicInteger(SHIPPED);
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    PromotionRacesTest(DatabaseKind kind) {
        database = kind.create();
    }

    @Test
    void noOrderFailsAPredictionOrLeavesATraceOfADeletedVersion(CapturedOutput output) throws Exception {
        byte[] bundle = WholeService.bundle(folder, "reviews-en", 1);
        CountedEngines.OPEN.set(0);
        try (WholeService first = new WholeService(folder, database.arguments(), CountedEngines.class);
                WholeService second = new WholeService(folder, database.arguments(), CountedEngines.class)) {
            List<WholeService> replicas = List.of(first, second);
            List<Future<?>> clients = new ArrayList<>();
            for (WholeService replica : replicas) {
                clients.add(threads.submit(() -> predict(replica::predict, Set.of(200))));
                clients.add(threads.submit(() ->
                        predict(() -> replica.predictWithVersion(raced.get()).get(30, SECONDS), Set.of(200, 404))));
            }

            int races = 0;
            Instant end = Instant.now().plusSeconds(SECONDS_OF_RACES);
            while (Instant.now().isBefore(end) && failures.isEmpty()) {
                race(
                        replicas,
                        WholeService.json(any(replicas).importBundle(bundle))
                                .path("version")
                                .asInt());
                races++;
            }
            racing.set(false);
            for (Future<?> client : clients) {
                client.get(60, SECONDS);
            }

            System.out.printf("%d races and %d predictions, seed %d%n", races, answered.get(), SEED);
            assertThat(failures).as("seed %d", SEED).isEmpty();
            assertThat(races).isPositive();
            assertThat(answered.get()).isGreaterThan(races);
            await("one engine for each model of each replica")
                    .atMost(30, SECONDS)
                    .until(() -> CountedEngines.OPEN.get() == 4);
            for (WholeService replica : replicas) {
                await().atMost(30, SECONDS).until(() -> Set.of("1.zip", "2.zip").containsAll(copies(replica)));
                assertThat(replica.get("/actuator/prometheus").body())
                        .contains("sentiment_champion_rejected_total{model=\"reviews-en\"} 0.0")
                        .doesNotContain("version=\"" + raced.get() + "\"");
            }
            assertThat(output).doesNotContain(" ERROR ", "\tat io.sentiment");
        } finally {
            racing.set(false);
            threads.shutdownNow();
        }
    }

    /** Each call at a moment of its own on a replica of its own; then nothing may be left of the version. */
    private void race(List<WholeService> replicas, int version) throws Exception {
        raced.set(version);
        List<Callable<Void>> calls = new ArrayList<>();
        calls.add(call(any(replicas), "promote", version));
        calls.add(call(any(replicas), "promote", SHIPPED));
        calls.add(call(any(replicas), "delete", version));
        for (int more = random.nextInt(4); more > 0; more--) {
            calls.add(call(any(replicas), random.nextBoolean() ? "promote" : "delete", version));
            calls.add(call(any(replicas), "promote", SHIPPED));
        }
        Collections.shuffle(calls, random);
        for (Future<Void> call : threads.invokeAll(calls)) {
            call.get(60, SECONDS);
        }

        WholeService last = any(replicas);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> last.promote(SHIPPED).statusCode() == 200
                        && last.delete(WholeService.VERSIONS + "/" + version).statusCode() != 409);
        assertUnknown(last, version);
        for (WholeService replica : replicas) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !replica.versions().contains(version));
            assertUnknown(replica, version);
        }
    }

    private Callable<Void> call(WholeService replica, String what, int version) {
        int wait = random.nextInt(1 << random.nextInt(9));
        return () -> {
            Thread.sleep(wait);
            HttpResponse<String> response = what.equals("delete")
                    ? replica.delete(WholeService.VERSIONS + "/" + version)
                    : replica.promote(version);
            Set<Integer> expected = what.equals("delete") ? Set.of(204, 404, 409) : Set.of(200, 404, 409);
            note(response, expected, what + " " + version);
            return null;
        };
    }

    private Void predict(Callable<HttpResponse<String>> request, Set<Integer> expected) throws Exception {
        while (racing.get()) {
            note(request.call(), expected, "predict");
            answered.incrementAndGet();
        }
        return null;
    }

    private void note(HttpResponse<String> response, Set<Integer> expected, String what) {
        if (!expected.contains(response.statusCode())) {
            failures.add(what + ": " + response.statusCode() + " " + response.body());
        }
    }

    private static void assertUnknown(WholeService replica, int version) throws Exception {
        HttpResponse<String> response = replica.predictWithVersion(version).get(30, SECONDS);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(404);
        assertThat(WholeService.json(response).path("type").asString())
                .isEqualTo("urn:sentiment:problem:unknown-model");
        assertThat(replica.get("/v2/models/reviews-en/versions/" + version).statusCode())
                .isEqualTo(404);
        assertThat(replica.versions()).doesNotContain(version);
    }

    private WholeService any(List<WholeService> replicas) {
        return replicas.get(random.nextInt(replicas.size()));
    }

    private static List<String> copies(WholeService replica) throws Exception {
        try (Stream<Path> files = Files.list(replica.data().resolve("bundles/reviews-en"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}

package io.sentiment.prediction.batch;

import static io.sentiment.prediction.batch.RecordingEngine.text;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sentiment.network.Piece;
import io.sentiment.prediction.batch.Batcher.PredictionFailedException;
import io.sentiment.prediction.batch.UnavailableException.DeadlineExceededException;
import io.sentiment.prediction.batch.UnavailableException.NotReadyException;
import io.sentiment.prediction.batch.UnavailableException.QueueFullException;
import io.sentiment.text.EncodedText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatcherTest {

    private static final BatchingProperties SMALL = new BatchingProperties(4, 100, Duration.ZERO, 8, 100, 0.25);
    private static final int UNLIMITED = 1_000_000;

    private final AtomicLong now = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Batcher> batchers = new ArrayList<>();

    @AfterEach
    void close() {
        batchers.forEach(Batcher::close);
    }

    @Test
    void answersComeInTheOrderOfTheTexts() throws Exception {
        Batcher batcher = batcher(new RecordingEngine(UNLIMITED), SMALL);

        assertThat(submit(batcher, 5, 3, 9, 1, 7, 2).get(5, SECONDS))
                .containsExactly(.05f, .03f, .09f, .01f, .07f, .02f);
    }

    @Test
    void noTextsGetNoAnswers() throws Exception {
        assertThat(submit(batcher(new RecordingEngine(0), SMALL)).get(5, SECONDS))
                .isEmpty();
    }

    @Test
    void whatWaitsWhileABatchIsComputedSharesTheNext() throws Exception {
        RecordingEngine engine = new RecordingEngine(0);
        Batcher batcher = batcher(engine, SMALL);
        CompletableFuture<float[]> first = submit(batcher, 1);
        engine.started.acquire();
        CompletableFuture<float[]> second = submit(batcher, 2, 3);
        CompletableFuture<float[]> third = submit(batcher, 4);
        engine.permits.release(UNLIMITED);

        assertThat(first.get(5, SECONDS)).containsExactly(.01f);
        assertThat(second.get(5, SECONDS)).containsExactly(.02f, .03f);
        assertThat(third.get(5, SECONDS)).containsExactly(.04f);
        assertThat(engine.batches()).containsExactly(List.of(1), List.of(2, 4, 3));
    }

    @Test
    void aSmallRequestIsAnsweredBeforeALargeOneThatCameFirst() throws Exception {
        RecordingEngine engine = new RecordingEngine(0);
        Batcher batcher = batcher(engine, new BatchingProperties(4, 1_000, Duration.ZERO, 1_000, 10_000, 0.25));
        CompletableFuture<float[]> large =
                submit(batcher, IntStream.rangeClosed(1, 40).toArray());
        engine.started.acquire();
        CompletableFuture<float[]> small = submit(batcher, 50, 51);
        engine.permits.release(2);

        assertThat(small.get(5, SECONDS)).containsExactly(.50f, .51f);
        assertThat(large).isNotDone();
        engine.permits.release(UNLIMITED);
        assertThat(large.get(5, SECONDS)).hasSize(40);
    }

    @Test
    void aRequestWhoseDeadlinePassedIsNotComputed() throws Exception {
        RecordingEngine engine = new RecordingEngine(0);
        Batcher batcher = batcher(engine, SMALL);
        CompletableFuture<float[]> running = submit(batcher, 1);
        engine.started.acquire();
        CompletableFuture<float[]> late = submit(batcher, List.of(text(2)), Duration.ofSeconds(1));
        CompletableFuture<float[]> patient = submit(batcher, 3);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        engine.permits.release(UNLIMITED);

        assertThat(patient.get(5, SECONDS)).containsExactly(.03f);
        assertThat(running.get(5, SECONDS)).containsExactly(.01f);
        assertThatThrownBy(() -> late.get(5, SECONDS)).hasCauseInstanceOf(DeadlineExceededException.class);
        assertThat(engine.batches()).containsExactly(List.of(1), List.of(3));
        assertThat(rejections("deadline")).isEqualTo(1);
    }

    @Test
    void aFullQueueRefusesAtOnceAndServesOn() throws Exception {
        RecordingEngine engine = new RecordingEngine(0);
        Batcher batcher = batcher(engine, SMALL);
        CompletableFuture<float[]> running = submit(batcher, 1);
        engine.started.acquire();
        CompletableFuture<float[]> waiting = submit(batcher, 2, 3, 4, 5, 6, 7, 8, 9);

        assertThatThrownBy(() -> submit(batcher, 10)).isInstanceOf(QueueFullException.class);

        engine.permits.release(UNLIMITED);
        assertThat(running.get(5, SECONDS)).hasSize(1);
        assertThat(waiting.get(5, SECONDS)).hasSize(8);
        assertThat(submit(batcher, 11).get(5, SECONDS)).containsExactly(.11f);
        assertThat(rejections("queue-full")).isEqualTo(1);
    }

    @Test
    void aCancelledRequestFreesItsPlaceAndIsNotComputed() throws Exception {
        RecordingEngine engine = new RecordingEngine(0);
        Batcher batcher = batcher(engine, SMALL);
        CompletableFuture<float[]> running = submit(batcher, 1);
        engine.started.acquire();
        CompletableFuture<float[]> waiting = submit(batcher, 2, 3, 4, 5, 6, 7, 8, 9);
        waiting.cancel(false);
        CompletableFuture<float[]> next = submit(batcher, 10, 11, 12);
        engine.permits.release(UNLIMITED);

        assertThat(next.get(5, SECONDS)).containsExactly(.10f, .11f, .12f);
        assertThat(running.get(5, SECONDS)).hasSize(1);
        assertThat(engine.batches()).containsExactly(List.of(1), List.of(10, 11, 12));
    }

    @Test
    void aBatchThatFailsDoesNotHarmTheNext() throws Exception {
        RecordingEngine engine = new RecordingEngine(UNLIMITED);
        Batcher batcher = batcher(engine, SMALL);

        assertFails(submit(batcher, RecordingEngine.POISON), IllegalStateException.class);
        assertFails(submit(batcher, RecordingEngine.TOO_MUCH), OutOfMemoryError.class);
        assertThat(submit(batcher, 12).get(5, SECONDS)).containsExactly(.12f);
    }

    @Test
    void theRestOfARequestThatFailedIsNotComputed() {
        RecordingEngine engine = new RecordingEngine(UNLIMITED);
        Batcher batcher = batcher(engine, SMALL);

        assertFails(submit(batcher, 1, 2, RecordingEngine.POISON, 4, 5, 6, 7, 8), IllegalStateException.class);

        batcher.close();
        assertThat(engine.batches()).containsExactly(List.of(1, 2, RecordingEngine.POISON, 4));
    }

    @Test
    void closingFinishesWhatWasAcceptedAndClosesTheEngineOnItsThread() throws Exception {
        RecordingEngine engine = new RecordingEngine(0);
        Batcher batcher = batcher(engine, SMALL);
        CompletableFuture<float[]> accepted = submit(batcher, 1, 2, 3, 4, 5, 6);
        engine.started.acquire();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(batcher::close);
        await().untilAsserted(() ->
                assertThatThrownBy(() -> submit(batcher, 7).cancel(false)).isInstanceOf(NotReadyException.class));
        assertThat(engine.closed).isFalse();
        engine.permits.release(UNLIMITED);

        assertThat(accepted.get(5, SECONDS)).hasSize(6);
        closing.get(5, SECONDS);
        assertThat(engine.closedBy).isEqualTo("batcher-test");
    }

    @Test
    void aBatchThatIsNotFullWaitsAsLongAsConfigured() throws Exception {
        RecordingEngine engine = new RecordingEngine(UNLIMITED);
        Batcher batcher = batcher(engine, new BatchingProperties(3, 100, Duration.ofMinutes(10), 100, 1_000, 0.25));
        CompletableFuture<float[]> first = submit(batcher, 1);
        CompletableFuture<float[]> second = submit(batcher, 2);
        assertThat(engine.batches()).isEmpty();

        CompletableFuture<float[]> third = submit(batcher, 3); // Full: no reason to wait.
        CompletableFuture.allOf(first, second, third).get(5, SECONDS);
        assertThat(engine.batches()).containsExactly(List.of(1, 2, 3));

        CompletableFuture<float[]> old = submit(batcher, 4);
        now.addAndGet(Duration.ofMinutes(11).toNanos());
        CompletableFuture<float[]> young = submit(batcher, 5); // The worker looks at the clock.
        CompletableFuture.allOf(old, young).get(5, SECONDS);
        assertThat(engine.batches()).hasSizeBetween(2, 3);
    }

    @Test
    void queueTimeAndInferenceTimeAreMeasuredApart() throws Exception {
        RecordingEngine engine = new RecordingEngine(0);
        Batcher batcher = batcher(engine, SMALL);
        CompletableFuture<float[]> running = submit(batcher, 1);
        engine.started.acquire();
        CompletableFuture<float[]> waiting = submit(batcher, 2, 3);
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        engine.permits.release();
        engine.started.acquire();
        now.addAndGet(Duration.ofSeconds(4).toNanos());
        engine.permits.release();
        CompletableFuture.allOf(running, waiting).get(5, SECONDS);

        assertThat(meters.get("sentiment.queue.time")
                        .tag("model", "test")
                        .timer()
                        .totalTime(SECONDS))
                .isEqualTo(3);
        assertThat(meters.get("sentiment.inference.time").timer().totalTime(SECONDS))
                .isEqualTo(3 + 4);
        assertThat(meters.get("sentiment.batch.texts").summary().totalAmount()).isEqualTo(3);
        assertThat(meters.get("sentiment.batch.tokens").summary().count()).isEqualTo(2);
    }

    private double rejections(String reason) {
        return meters.get("sentiment.rejections")
                .tag("reason", reason)
                .counter()
                .count();
    }

    @Test
    void aTaskIsComputedOnTheWorkerAndItsFailureIsItsOwn() throws Exception {
        RecordingEngine engine = new RecordingEngine(UNLIMITED);
        Batcher batcher = batcher(engine, SMALL);
        Deadline deadline = Deadline.in(Duration.ofHours(1), now::get);

        Submission<String> task = batcher.inspect(
                Piece.whole(text(7)), () -> Thread.currentThread().getName(), deadline);
        assertThat(task.result().get(5, SECONDS)).isEqualTo("batcher-test");
        Submission<String> failing = batcher.inspect(
                Piece.whole(text(7)),
                () -> {
                    throw new IllegalStateException("no look inside");
                },
                deadline);
        assertThatThrownBy(() -> failing.result().get(5, SECONDS))
                .hasCauseInstanceOf(PredictionFailedException.class)
                .hasRootCauseMessage("no look inside");
        assertThat(submit(batcher, 1).get(5, SECONDS)).containsExactly(.01f);
        assertThat(meters.get("sentiment.texts").counter().count()).isEqualTo(2);
    }

    private Batcher batcher(RecordingEngine engine, BatchingProperties properties) {
        Batcher batcher =
                new Batcher("batcher-test", engine, properties, now::get, new BatchMetrics(meters, "test", 1));
        batchers.add(batcher);
        return batcher;
    }

    private CompletableFuture<float[]> submit(Batcher batcher, int... ids) {
        List<EncodedText> texts =
                IntStream.of(ids).mapToObj(RecordingEngine::text).toList();
        return submit(batcher, texts, Duration.ofHours(1));
    }

    private CompletableFuture<float[]> submit(Batcher batcher, List<EncodedText> texts, Duration patience) {
        Submission<List<Piece.Reading>> submission =
                batcher.submit(texts.stream().map(Piece::whole).toList(), Deadline.in(patience, now::get));
        CompletableFuture<float[]> answer = submission.result().thenApply(BatcherTest::probabilities);
        // Cancelling what depends on a result leaves the result as it is.
        var unused = answer.whenComplete((probabilities, failure) -> {
            if (answer.isCancelled()) {
                submission.result().cancel(false);
            }
        });
        return answer;
    }

    private static float[] probabilities(List<Piece.Reading> readings) {
        float[] probabilities = new float[readings.size()];
        for (int index = 0; index < probabilities.length; index++) {
            probabilities[index] = readings.get(index).positive();
        }
        return probabilities;
    }

    private static void assertFails(CompletableFuture<float[]> answer, Class<? extends Throwable> reason) {
        assertThatThrownBy(() -> answer.get(5, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(PredictionFailedException.class)
                .hasRootCauseInstanceOf(reason);
    }
}

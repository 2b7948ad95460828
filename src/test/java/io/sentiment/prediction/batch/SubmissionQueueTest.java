package io.sentiment.prediction.batch;

import static io.sentiment.prediction.batch.RecordingEngine.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.network.Piece;
import io.sentiment.prediction.batch.Submission.Urgency;
import io.sentiment.prediction.batch.UnavailableException.NotReadyException;
import io.sentiment.prediction.batch.UnavailableException.QueueFullException;
import io.sentiment.text.EncodedText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SubmissionQueueTest {

    private final AtomicLong now = new AtomicLong();

    @Test
    void oneTextOfEachSubmissionInTurnFillsABatch() throws InterruptedException {
        SubmissionQueue queue = queue(4, 100, 100, 100);
        queue.add(submission(10, 11, 12, 13, 14));
        queue.add(submission(20));
        queue.add(submission(30, 31));

        assertThat(takeIds(queue)).containsExactly(10, 20, 30, 11);
        assertThat(takeIds(queue)).containsExactly(31, 12, 13, 14);
    }

    @Test
    void aBatchEndsBeforeItsTokensExceedTheBound() throws InterruptedException {
        SubmissionQueue queue = queue(10, 5, 100, 100);
        queue.add(submission(text(1, 3)));
        queue.add(submission(text(2, 2)));
        queue.add(submission(text(3, 1)));

        assertThat(takeIds(queue)).containsExactly(1, 2);
        assertThat(takeIds(queue)).containsExactly(3);
    }

    @Test
    void aTextLongerThanTheBoundIsABatchOfItsOwn() throws InterruptedException {
        SubmissionQueue queue = queue(10, 5, 100, 100);
        queue.add(submission(text(1, 9)));
        queue.add(submission(text(2, 1)));

        assertThat(takeIds(queue)).containsExactly(1);
        assertThat(takeIds(queue)).containsExactly(2);
    }

    @Test
    void textsBeyondTheBoundAreRefused() {
        SubmissionQueue queue = queue(10, 100, 3, 100);
        queue.add(submission(1, 2));

        assertThatThrownBy(() -> queue.add(submission(3, 4))).isInstanceOf(QueueFullException.class);
        queue.add(submission(5));
        assertThat(queue.texts()).isEqualTo(3);
    }

    @Test
    void tokensBeyondTheBoundAreRefused() {
        SubmissionQueue queue = queue(10, 100, 100, 8);
        queue.add(submission(text(1, 5)));

        assertThatThrownBy(() -> queue.add(submission(text(2, 4)))).isInstanceOf(QueueFullException.class);
        queue.add(submission(text(3, 3)));
    }

    @Test
    void aSubmissionLargerThanTheQueueIsAcceptedWhenNothingElseWaits() {
        SubmissionQueue queue = queue(10, 100, 2, 100);

        queue.add(submission(1, 2, 3));

        assertThatThrownBy(() -> queue.add(submission(4))).isInstanceOf(QueueFullException.class);
    }

    @Test
    void takenTextsMakeRoom() throws InterruptedException {
        SubmissionQueue queue = queue(2, 100, 3, 3);
        queue.add(submission(1, 2, 3));
        assertThat(takeIds(queue)).containsExactly(1, 2);

        queue.add(submission(4, 5));

        assertThat(takeIds(queue)).containsExactly(3, 4);
        assertThat(takeIds(queue)).containsExactly(5);
        assertThat(queue.texts()).isZero();
    }

    @Test
    void aRemovedSubmissionFreesThePlacesThatItStillHas() throws InterruptedException {
        SubmissionQueue queue = queue(2, 100, 4, 4);
        Submission<?> cancelled = submission(1, 2, 3, 4);
        queue.add(cancelled);
        assertThat(takeIds(queue)).containsExactly(1, 2);

        queue.remove(cancelled);
        queue.remove(cancelled);

        assertThat(queue.texts()).isZero();
        queue.add(submission(5, 6, 7, 8));
        assertThat(takeIds(queue)).containsExactly(5, 6);
    }

    @Test
    void whatExpiredLeavesWithoutAPlaceInTheBatch() throws InterruptedException {
        SubmissionQueue queue = queue(2, 100, 100, 100);
        Submission<?> late = submission(1, 2);
        queue.add(late);
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        queue.add(submission(3, 4));

        Batch batch = queue.take(0);

        assertThat(batch).isNotNull();
        assertThat(batch.expired()).containsExactly(late);
        assertThat(batch.rows()).extracting(Batch.Row::index).containsExactly(0, 1);
        assertThat(queue.texts()).isZero();
    }

    @Test
    void aClosedQueueGivesWhatWaitsAndThenNothing() throws InterruptedException {
        SubmissionQueue queue = queue(2, 100, 100, 100);
        queue.add(submission(1));
        queue.close();

        assertThatThrownBy(() -> queue.add(submission(2))).isInstanceOf(NotReadyException.class);
        assertThat(takeIds(queue)).containsExactly(1);
        assertThat(queue.take(0)).isNull();
    }

    @Test
    void aQuarterOfTheBatchesAreInspectionsWhilePredictionsWait() throws InterruptedException {
        SubmissionQueue queue = queue(1, 100, 100, 100);
        queue.add(inspection(90, 91, 92));
        for (int id = 1; id <= 8; id++) {
            queue.add(submission(id));
        }

        List<Integer> taken = new ArrayList<>();
        for (int batch = 0; batch < 11; batch++) {
            taken.addAll(takeIds(queue));
        }
        assertThat(taken).containsExactly(1, 2, 3, 90, 4, 5, 6, 91, 7, 8, 92);
    }

    @Test
    void inspectionsThatWaitAloneAreTakenAtOnce() throws InterruptedException {
        SubmissionQueue queue = queue(2, 100, 100, 100);
        queue.add(inspection(90, 91, 92));

        assertThat(takeIds(queue)).containsExactly(90, 91);
        queue.add(submission(1));
        assertThat(takeIds(queue)).containsExactly(1);
        assertThat(takeIds(queue)).containsExactly(92);
    }

    @Test
    void inspectionsTakeNoRoomOfPredictions() {
        SubmissionQueue queue = queue(1, 100, 2, 100);
        queue.add(inspection(90, 91));

        assertThatThrownBy(() -> queue.add(inspection(92))).isInstanceOf(QueueFullException.class);
        queue.add(submission(1, 2));
        assertThat(queue.texts()).isEqualTo(4);
    }

    @Test
    void aTaskIsABatchOfItsOwn() throws InterruptedException {
        SubmissionQueue queue = queue(10, 100, 100, 100);
        queue.add(inspection(90));
        queue.add(new Submission.OfTask<>(
                Piece.whole(text(91)), () -> "seen", Deadline.in(Duration.ofSeconds(10), now::get), now.get()));
        queue.add(inspection(92));

        assertThat(takeIds(queue)).containsExactly(90);
        assertThat(takeIds(queue)).containsExactly(91);
        assertThat(takeIds(queue)).containsExactly(92);
    }

    @Test
    void fewTextsAreForAllThreadsTogetherAndManyForALaneEach() throws InterruptedException {
        SubmissionQueue queue = withTwoLanes();
        queue.add(submission(IntStream.range(0, 31).toArray()));

        Batch few = taken(queue, 0);
        assertThat(few.together()).isTrue();
        assertThat(few.rows()).hasSize(31);
        queue.done();

        queue.add(submission(IntStream.range(0, 50).toArray()));
        for (int worker : new int[] {1, 0}) {
            Batch one = taken(queue, worker);
            assertThat(one.together()).isFalse();
            assertThat(one.rows()).hasSize(20);
        }
        queue.done();
        Batch rest = taken(queue, 1);
        assertThat(rest.together()).isFalse();
        assertThat(rest.rows()).hasSize(10);
    }

    @Test
    void aTextThatComesWhileAnotherLaneComputesDoesNotWaitForIt() throws InterruptedException {
        SubmissionQueue queue = withTwoLanes();
        queue.add(submission(IntStream.range(0, 40).toArray()));
        assertThat(taken(queue, 0).rows()).hasSize(20);
        assertThat(taken(queue, 1).rows()).hasSize(20);
        queue.done();
        queue.add(submission(7));

        assertThat(taken(queue, 0).rows()).hasSize(1);
    }

    @Test
    void everyWorkerLearnsThatTheQueueIsClosed() throws InterruptedException {
        SubmissionQueue queue = withTwoLanes();
        queue.close();

        assertThat(queue.take(1)).isNull();
        assertThat(queue.take(0)).isNull();
    }

    private static Batch taken(SubmissionQueue queue, int worker) throws InterruptedException {
        return Objects.requireNonNull(queue.take(worker));
    }

    private SubmissionQueue withTwoLanes() {
        return new SubmissionQueue(new BatchingProperties(64, 10_000, Duration.ZERO, 1_000, 10_000, 0.25), 2, now::get);
    }

    private SubmissionQueue queue(int batchTexts, int batchTokens, int queueTexts, int queueTokens) {
        return new SubmissionQueue(
                new BatchingProperties(batchTexts, batchTokens, Duration.ZERO, queueTexts, queueTokens, 0.25),
                0,
                now::get);
    }

    private Submission<?> submission(int... ids) {
        return submission(IntStream.of(ids).mapToObj(RecordingEngine::text).toArray(EncodedText[]::new));
    }

    private Submission<?> submission(EncodedText... texts) {
        return submission(Urgency.PREDICTION, texts);
    }

    private Submission<?> inspection(int... ids) {
        return submission(
                Urgency.INSPECTION,
                IntStream.of(ids).mapToObj(RecordingEngine::text).toArray(EncodedText[]::new));
    }

    private Submission<?> submission(Urgency urgency, EncodedText... texts) {
        List<Piece> pieces = Stream.of(texts).map(Piece::whole).toList();
        return new Submission.OfPieces(pieces, urgency, Deadline.in(Duration.ofSeconds(10), now::get), now.get());
    }

    private static List<Integer> takeIds(SubmissionQueue queue) throws InterruptedException {
        Batch batch = queue.take(0);
        assertThat(batch).isNotNull();
        return batch.pieces().stream().map(piece -> piece.text().tokenIds()[0]).toList();
    }
}

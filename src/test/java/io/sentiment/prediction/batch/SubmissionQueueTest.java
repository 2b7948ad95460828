package io.sentiment.prediction.batch;

import static io.sentiment.prediction.batch.RecordingEngine.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.prediction.batch.UnavailableException.NotReadyException;
import io.sentiment.prediction.batch.UnavailableException.QueueFullException;
import io.sentiment.text.EncodedText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
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
        Submission cancelled = submission(1, 2, 3, 4);
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
        Submission late = submission(1, 2);
        queue.add(late);
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        queue.add(submission(3, 4));

        Batch batch = queue.take();

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
        assertThat(queue.take()).isNull();
    }

    private SubmissionQueue queue(int batchTexts, int batchTokens, int queueTexts, int queueTokens) {
        return new SubmissionQueue(
                new BatchingProperties(batchTexts, batchTokens, Duration.ZERO, queueTexts, queueTokens), now::get);
    }

    private Submission submission(int... ids) {
        return submission(IntStream.of(ids).mapToObj(RecordingEngine::text).toArray(EncodedText[]::new));
    }

    private Submission submission(EncodedText... texts) {
        return new Submission(List.of(texts), Deadline.in(Duration.ofSeconds(10), now::get), now.get());
    }

    private static List<Integer> takeIds(SubmissionQueue queue) throws InterruptedException {
        Batch batch = queue.take();
        assertThat(batch).isNotNull();
        return batch.texts().stream().map(text -> text.tokenIds()[0]).toList();
    }
}

package io.sentiment.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.network.Evaluation;
import io.sentiment.network.training.EpochResult;
import io.sentiment.training.gate.PromotionGate;
import io.sentiment.training.job.JobProgress.Phase;
import io.sentiment.training.process.TrainingEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobProgressTest {

    private static final Evaluation MEASURED =
            Evaluation.of(new float[] {0.9f, 0.2f}, new boolean[] {true, false}, 0.5);

    @Test
    void anEpochCountsItsRowsAndIsKeptWhenItHasEnded() {
        JobProgress running = JobProgress.PREPARING
                .after(new TrainingEvent.Started(8, 2, 100, 3, 1_000, 0))
                .after(new TrainingEvent.Batch(1, 3, 4, 8, 0.7, 40, 0.5));
        assertThat(running).isEqualTo(new JobProgress(Phase.TRAINING, 1, 3, 4, 8, 0.7, 40.0, 0.5, List.of()));

        JobProgress ended = running.after(new TrainingEvent.Epoch(1, 3, 0.6, MEASURED, true, 40, 0.4));
        assertThat(ended)
                .isEqualTo(new JobProgress(
                        Phase.TRAINING, 1, 3, 8, 8, 0.6, 40.0, 0.4, List.of(new EpochResult(1, 0.6, MEASURED))));
    }

    @Test
    void aProcessThatGoesOnFromAnEarlierEpochForgetsTheLaterOnes() {
        JobProgress twoEpochs = JobProgress.PREPARING
                .after(new TrainingEvent.Started(8, 2, 100, 3, 1_000, 0))
                .after(new TrainingEvent.Epoch(1, 3, 0.6, MEASURED, true, 40, 0.4))
                .after(new TrainingEvent.Epoch(2, 3, 0.5, MEASURED, true, 40, 0.2));

        JobProgress resumed = twoEpochs.resumed();
        assertThat(resumed.phase()).isEqualTo(Phase.PREPARING);
        assertThat(resumed.finished()).hasSize(2);

        JobProgress training = resumed.after(new TrainingEvent.Started(8, 2, 100, 3, 1_000, 1));
        assertThat(training.epoch()).isEqualTo(1);
        assertThat(training.epochs()).isEqualTo(3);
        assertThat(training.finished()).containsExactly(new EpochResult(1, 0.6, MEASURED));
    }

    @Test
    void afterTheLastEpochItComparesAndStores() {
        JobProgress trained = JobProgress.PREPARING.after(new TrainingEvent.Epoch(1, 1, 0.6, MEASURED, true, 40, 0));

        JobProgress comparing = trained.after(new TrainingEvent.Comparing("upload", 5));
        assertThat(comparing.phase()).isEqualTo(Phase.COMPARING);
        assertThat(comparing.rows()).isEqualTo(5);
        assertThat(comparing.finished()).hasSize(1);

        JobProgress storing = comparing.after(new TrainingEvent.Finished(new PromotionGate.Decision(true, "Better.")));
        assertThat(storing.phase()).isEqualTo(Phase.STORING);
        assertThat(storing.rows()).isZero();
    }
}

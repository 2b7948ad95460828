package io.sentiment.network.training;

import io.sentiment.network.Evaluation;
import java.util.List;
import java.util.Map;

/** Follows a training as it goes. Called on the thread that trains, between batches. */
public interface TrainingListener {

    /** Before each of several runs ({@link RepeatedTraining}), with its number from 1 and how many there are. */
    default void runBegins(int run, int runs) {}

    /** When the mean of the weights of so many runs was measured on the development texts, and whether it is kept. */
    default void runsAveraged(int runs, Evaluation development, boolean kept) {}

    /** After the last of several runs, with the rising numbers of those whose weights, or their mean, the network now has. */
    default void runsKept(List<Integer> numbers) {}

    /** Before the first batch, with the epochs that were finished before an interruption. */
    default void begun(List<EpochResult> finished) {}

    /** Before the first batch, with how many texts each epoch leaves out because they do not fill a batch; mostly 0. */
    default void leftOut(int texts) {}

    /** When the CPU takes over from a GPU, from the last finished epoch on, with the reason. */
    default void leftGpu(String reason) {}

    /** After each batch. */
    default void batchTrained(Progress progress) {}

    /** After each epoch, how the network does on each set of development texts, by name. */
    default void developmentEvaluated(Map<String, Evaluation> sets) {}

    /** After each epoch, when the development texts have been evaluated. */
    default void epochFinished(EpochResult result) {}

    /** Asked after each batch: whether training is to stop with the best epoch so far. */
    default boolean cancelled() {
        return false;
    }

    /**
     * How far a training has come.
     *
     * @param epoch the running epoch, from 1
     * @param epochs the last epoch, if training does not stop early
     * @param rows texts trained on in this epoch
     * @param totalRows texts of an epoch
     * @param loss mean cross entropy of this epoch so far, in nats
     */
    record Progress(int epoch, int epochs, int rows, int totalRows, double loss) {}
}

package io.sentiment.training.process;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.sentiment.network.Evaluation;
import io.sentiment.training.gate.PromotionGate;

/** A step of a training process, which prints each as a line of JSON; {@code event} tells which. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrainingEvent.Started.class, name = "started"),
    @JsonSubTypes.Type(value = TrainingEvent.Batch.class, name = "batch"),
    @JsonSubTypes.Type(value = TrainingEvent.Epoch.class, name = "epoch"),
    @JsonSubTypes.Type(value = TrainingEvent.Comparing.class, name = "comparing"),
    @JsonSubTypes.Type(value = TrainingEvent.Finished.class, name = "finished")
})
public sealed interface TrainingEvent {

    /**
     * The data has been read; training begins or goes on.
     *
     * @param trainingRows rows to train on
     * @param developmentRows rows that select the best epoch
     * @param vocabularySize tokens that the network knows
     * @param newWords tokens of those that the champion does not know
     * @param parameters weights and biases of the network
     * @param finishedEpochs epochs that an earlier process finished
     */
    record Started(
            int trainingRows,
            int developmentRows,
            int vocabularySize,
            int newWords,
            long parameters,
            int finishedEpochs)
            implements TrainingEvent {

        Started after(int epochs) {
            return new Started(trainingRows, developmentRows, vocabularySize, newWords, parameters, epochs);
        }
    }

    /**
     * Some batches were trained on; printed about twice a second.
     *
     * @param epoch the running epoch, from 1
     * @param epochs the last epoch, if training does not stop early
     * @param rows rows of this epoch so far
     * @param totalRows rows of an epoch
     * @param loss mean cross entropy of this epoch so far, in nats
     * @param rowsPerSecond over this process so far
     * @param secondsLeft until the last epoch is finished, at that rate
     */
    record Batch(int epoch, int epochs, int rows, int totalRows, double loss, double rowsPerSecond, double secondsLeft)
            implements TrainingEvent {}

    /**
     * An epoch is finished and stored: a later process goes on from there.
     *
     * @param epoch the epoch, from 1
     * @param epochs the last epoch, if training does not stop early
     * @param loss mean cross entropy of this epoch, in nats
     * @param development how the network does on the development rows
     * @param best whether it is the best epoch so far
     * @param rowsPerSecond over this process so far
     * @param secondsLeft until the last epoch is finished, at that rate
     */
    record Epoch(
            int epoch,
            int epochs,
            double loss,
            Evaluation development,
            boolean best,
            double rowsPerSecond,
            double secondsLeft)
            implements TrainingEvent {}

    /**
     * Champion and challenger are being compared.
     *
     * @param set name of the held-out set
     * @param rows rows of it so far
     */
    record Comparing(String set, int rows) implements TrainingEvent {}

    /**
     * Bundle and report are stored.
     *
     * @param decision what the gate says
     */
    record Finished(PromotionGate.Decision decision) implements TrainingEvent {}
}

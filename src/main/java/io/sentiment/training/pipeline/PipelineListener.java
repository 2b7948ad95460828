package io.sentiment.training.pipeline;

import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.pretraining.PretrainingListener;
import io.sentiment.network.training.TrainingListener;

/** Follows a training from its first stage to its calibration. Called on the thread that trains. */
public interface PipelineListener extends PretrainingListener, TrainingListener {

    /** Before the first stage of a pre-training, with the size of what it learns from. */
    default void pretrainingBegins(int texts, long tokens) {}

    /** Before a teacher labels that many texts. */
    default void teacherAnswers(ModelVersion teacher, int texts) {}

    /** After a calibration that divided the log odds of all answers by {@code temperature}. */
    default void calibrated(double temperature) {}

    /** Asked after each batch: whether the training is to stop; that of labelled texts keeps its best epoch so far. */
    @Override
    default boolean cancelled() {
        return false;
    }
}

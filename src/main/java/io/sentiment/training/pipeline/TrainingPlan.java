package io.sentiment.training.pipeline;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.pretraining.PretrainingStage;
import java.util.List;

/**
 * How a version is to be made of its rows. Immutable.
 *
 * @param version model and number
 * @param languages of the texts, as BCP 47 tags
 * @param origin weights and words to begin with
 * @param minimumCount occurrences in the training texts from which a word is learned, at least 1
 * @param settings epochs, batch size, learning rate, seed and so on
 * @param stages what is learned before the training, in order, of the labelled and unlabelled texts without their labels
 * @param teachers models whose mean answer labels the unlabelled texts, which then join the training texts
 * @param calibrate whether a temperature is fitted to the development texts afterwards
 * @param command the command line that repeats the training, or a sentence that says what did it
 */
public record TrainingPlan(
        ModelVersion version,
        List<String> languages,
        Origin origin,
        int minimumCount,
        TrainingSettings settings,
        List<PretrainingStage> stages,
        List<ModelBundle> teachers,
        boolean calibrate,
        String command) {

    /** Copies the lists. */
    public TrainingPlan {
        languages = List.copyOf(languages);
        stages = List.copyOf(stages);
        teachers = List.copyOf(teachers);
    }
}

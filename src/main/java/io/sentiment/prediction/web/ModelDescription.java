package io.sentiment.prediction.web;

import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.network.Architecture;
import io.sentiment.network.Evaluation;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A model as its champion is.
 *
 * @param model its name
 * @param version the number of its champion
 * @param created when the champion was trained
 * @param languages that it was trained for, as BCP 47 tags
 * @param scripts that it reads, as ISO 15924 codes
 * @param architecture of its network
 * @param threshold probability from which a text is called positive
 * @param metrics by the name of the evaluation set
 */
record ModelDescription(
        String model,
        int version,
        Instant created,
        List<String> languages,
        List<String> scripts,
        Architecture architecture,
        double threshold,
        Map<String, Evaluation> metrics) {

    static ModelDescription of(ModelManifest champion) {
        return new ModelDescription(
                champion.model(),
                champion.version(),
                champion.created(),
                champion.languages(),
                champion.scripts(),
                champion.architecture(),
                champion.threshold(),
                champion.metrics());
    }
}

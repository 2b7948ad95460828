package io.sentiment.prediction.web;

import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks.
 *
 * @param texts to predict
 * @param model that answers; without it each text goes to the model that reads its script
 * @param version of the model; without it the champion answers
 */
record PredictionRequest(
        @ArraySchema(
                arraySchema = @Schema(description = "The texts to predict, in any language that a model reads."),
                schema = @Schema(example = "I would watch it again!"))
        @Nullable
        List<@Nullable String> texts,

        @Schema(
                description = "The model that answers. Without it each text goes to the model that reads its script.",
                example = "reviews-en")
        @Nullable
        String model,

        @Schema(description = "The version of the model. Without it the champion answers.", example = "1") @Nullable
        Integer version) {

    /** Refuses a version that nobody can look up. */
    static void requireModelOf(@Nullable Integer version, @Nullable String model) {
        if (model == null && version != null) {
            throw Problem.of(ProblemType.VERSION_WITHOUT_MODEL, "A version needs the model that it is a version of.")
                    .at("version")
                    .asException();
        }
    }
}

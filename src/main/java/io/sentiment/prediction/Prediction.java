package io.sentiment.prediction;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sentiment.model.bundle.ModelManifest;
import io.sentiment.text.EncodedText;
import io.sentiment.text.LanguageCheck.Warning;
import io.sentiment.text.TextReader.ReadText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;

/**
 * The answer for one text. Immutable.
 *
 * @param label positive if and only if the probability reaches the threshold of the model's version
 * @param positive probability, from 0 to 1, that the text is positive
 * @param model that answered
 * @param version of the model that answered
 * @param tokens number of tokens of the whole text
 * @param unknownTokens how many of these the model does not know
 * @param truncated whether the model read only the beginning and the end of the text
 * @param warnings what makes the answer doubtful, such as a language that the model does not read; mostly none
 */
public record Prediction(
        Label label,
        float positive,
        String model,
        int version,
        int tokens,
        int unknownTokens,
        boolean truncated,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Warning> warnings) {

    /** Copies the list. */
    public Prediction {
        warnings = List.copyOf(warnings);
    }

    /** What a version says of a text that its network finds positive with this probability. */
    public static Prediction of(ModelManifest manifest, ReadText read, float probability) {
        EncodedText text = read.encoded();
        return new Prediction(
                probability >= manifest.threshold() ? Label.POSITIVE : Label.NEGATIVE,
                probability,
                manifest.model(),
                manifest.version(),
                text.tokens(),
                text.unknownTokens(),
                text.truncated(),
                read.warnings());
    }

    /** What a text is said to be. */
    public enum Label {
        NEGATIVE,
        POSITIVE;

        /** The name in JSON. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return label();
        }
    }
}

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
import org.jspecify.annotations.Nullable;

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
 * @param uncertain true inside of the band of probabilities at which the version is not sure; null otherwise, and where it
 *     has no band
 * @param sentences of the text, each predicted by itself, where that was asked for; null otherwise
 * @param mixed whether there are a sentence that is surely positive and one that is surely negative; null without sentences
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
        List<Warning> warnings,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Boolean uncertain,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        List<Sentence> sentences,

        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Boolean mixed) {

    private static final float SURE = 0.9f;

    /** Copies the lists. */
    public Prediction {
        warnings = List.copyOf(warnings);
        sentences = sentences == null ? null : List.copyOf(sentences);
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
                read.warnings(),
                isUncertain(manifest, probability) ? true : null,
                null,
                null);
    }

    /** Outside of the band of its version; one without a band is taken to be sure where it gives a label nine in ten. */
    boolean isSure(ModelManifest manifest) {
        return manifest.uncertain() == null ? Math.max(positive, 1 - positive) >= SURE : uncertain == null;
    }

    /**
     * This answer with those for the sentences of the text.
     *
     * @param mixed whether sure ones disagree
     */
    Prediction with(List<Sentence> answered, boolean mixed) {
        return new Prediction(
                label,
                positive,
                model,
                version,
                tokens,
                unknownTokens,
                truncated,
                warnings,
                uncertain,
                answered,
                mixed);
    }

    private static boolean isUncertain(ModelManifest manifest, float probability) {
        return manifest.uncertain() != null && manifest.uncertain().uncertain(probability);
    }

    /**
     * The answer for one sentence of a text. Immutable.
     *
     * @param start index, in code points of the text as it was sent, of its first character
     * @param end index after its last character
     * @param label as that of a text
     * @param positive probability, from 0 to 1, that the sentence is positive
     */
    public record Sentence(int start, int end, Label label, float positive) {}

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

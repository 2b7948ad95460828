package io.sentiment.model.web;

import io.sentiment.model.keras.KerasImport;
import io.sentiment.model.keras.VocabularyKind;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemException;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.UnreadableJson;
import io.sentiment.text.rules.TextRules.Side;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client says of a model of Keras: the part {@value #PART} of an import. Whatever it leaves out has its default.
 *
 * @param languages of its texts, as BCP 47 tags
 * @param vocabularyKind how the numbers of its vocabulary become ids
 * @param padding where its texts were padded
 * @param truncating where its texts were truncated
 * @param maximumLength ids that its texts were padded or truncated to
 * @param positive output that is the probability of the positive label, from 0
 * @param logits whether its last layer has no activation and gives log odds
 * @param threshold probability from which a text is called positive
 */
record RequestedImport(
        @Nullable List<String> languages,
        @Nullable VocabularyKind vocabularyKind,
        @Nullable Side padding,
        @Nullable Side truncating,
        @Nullable Integer maximumLength,
        @Nullable Integer positive,
        @Nullable Boolean logits,
        @Nullable Double threshold) {

    /** The name of the part. */
    static final String PART = "settings";

    private static final double EVEN_THRESHOLD = 0.5;

    /**
     * Reads the part.
     *
     * @throws ProblemException if it is not JSON of this call, or a value is of no use
     */
    static RequestedImport read(JsonMapper json, byte[] part) {
        RequestedImport requested;
        try {
            requested = json.readValue(part, RequestedImport.class);
        } catch (JacksonException e) {
            throw UnreadableJson.ofPart(PART, e).asException();
        }
        if (requested == null || requested.languages == null || requested.languages.isEmpty()) {
            throw unusable("languages", "The settings name no languages.");
        }
        if (requested.truncating == Side.NONE) {
            throw unusable("truncating", "Texts are truncated pre or post.");
        }
        if (requested.maximumLength != null && requested.maximumLength < 1) {
            throw unusable("maximumLength", "The maximum length must be at least 1.");
        }
        return requested;
    }

    KerasImport order(Path model, @Nullable Path vocabulary) {
        return new KerasImport(
                model,
                vocabulary,
                Objects.requireNonNullElse(vocabularyKind, VocabularyKind.AUTO),
                padding,
                truncating,
                maximumLength,
                Objects.requireNonNullElse(positive, 1),
                Objects.requireNonNullElse(logits, false));
    }

    double usedThreshold() {
        return Objects.requireNonNullElse(threshold, EVEN_THRESHOLD);
    }

    private static ProblemException unusable(String setting, String sentence) {
        return Problem.of(ProblemType.UNUSABLE_REQUEST, sentence)
                .at(PART + "." + setting)
                .asException();
    }
}

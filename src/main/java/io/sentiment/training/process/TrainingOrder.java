package io.sentiment.training.process;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.network.Architecture;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.training.gate.GateSettings;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a training process is to do: train version {@code version} of {@code model} on the rows in the folder of the
 * order, and compare it with the champion there. Immutable.
 *
 * @param model the model's name
 * @param version the number of the new version, from 1
 * @param languages of the texts, as BCP 47 tags
 * @param start weights and words to begin with
 * @param minimumCount occurrences in the training rows from which a word is learned, at least 1
 * @param settings epochs, batch size, learning rate, seed and so on
 * @param heldOut names of the held-out sets to compare on, at least one, of {@code a-z}, {@code 0-9} and inner hyphens
 * @param gate what decides about the promotion
 * @param description one sentence for the model card that says what the version was made of
 */
public record TrainingOrder(
        String model,
        int version,
        List<String> languages,
        Start start,
        int minimumCount,
        TrainingSettings settings,
        List<String> heldOut,
        GateSettings gate,
        String description) {

    /** The name of the development rows among the metrics of a version. */
    static final String DEVELOPMENT = "development";

    private static final Pattern SET_NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** @throws IllegalArgumentException if a value is out of its range; the message names it */
    public TrainingOrder {
        new ModelVersion(model, version);
        languages = List.copyOf(languages);
        heldOut = List.copyOf(heldOut);
        if (minimumCount < 1) {
            throw new IllegalArgumentException("minimumCount must be at least 1, but is " + minimumCount + ".");
        }
        if (heldOut.isEmpty() || heldOut.stream().distinct().count() < heldOut.size()) {
            throw new IllegalArgumentException("heldOut must name at least one held-out set, and none twice.");
        }
        for (String name : heldOut) {
            if (!SET_NAME.matcher(name).matches() || name.equals(DEVELOPMENT)) {
                throw new IllegalArgumentException("The held-out set name '" + name
                        + "' is not allowed: use up to 63 lower-case letters, digits and inner hyphens, but not '"
                        + DEVELOPMENT + "'.");
            }
        }
    }

    /** With which weights and words a retraining begins; in JSON {@code from} tells which. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "from")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Start.Scratch.class, name = "scratch"),
        @JsonSubTypes.Type(value = Start.Champion.class, name = "champion")
    })
    public sealed interface Start {

        /**
         * Random weights, and the most frequent words of the training rows.
         *
         * @param architecture whose vocabulary size is the largest that the network may have
         */
        record Scratch(Architecture architecture) implements Start {}

        /**
         * The weights, words and architecture of the champion. New words of the training rows get embeddings of their own.
         *
         * @param maximumVocabularySize tokens that the network may know, those of the champion included; a champion that
         *     knows as many already learns no new word
         */
        record Champion(int maximumVocabularySize) implements Start {

            /** @throws IllegalArgumentException if the size is out of its range */
            public Champion {
                if (maximumVocabularySize < 2 || maximumVocabularySize > 10_000_000) {
                    throw new IllegalArgumentException(
                            "maximumVocabularySize must be from 2 to 10000000, but is " + maximumVocabularySize + ".");
                }
            }
        }
    }
}

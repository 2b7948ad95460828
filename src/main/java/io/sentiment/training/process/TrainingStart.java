package io.sentiment.training.process;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.sentiment.network.Architecture;

/** With which weights and words a retraining begins; in JSON {@code from} tells which. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "from")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrainingStart.Scratch.class, name = "scratch"),
    @JsonSubTypes.Type(value = TrainingStart.Champion.class, name = "champion")
})
public sealed interface TrainingStart {

    /**
     * Random weights, and the most frequent words of the training rows.
     *
     * @param architecture whose vocabulary size is the largest that the network may have
     */
    record Scratch(Architecture architecture) implements TrainingStart {}

    /**
     * The weights, words and architecture of the champion. New words of the training rows get embeddings of their own.
     *
     * @param maximumVocabularySize tokens that the network may know, those of the champion included; a champion that
     *     knows as many already learns no new word
     */
    record Champion(int maximumVocabularySize) implements TrainingStart {

        /** @throws IllegalArgumentException if the size is out of its range */
        public Champion {
            if (maximumVocabularySize < 2 || maximumVocabularySize > 10_000_000) {
                throw new IllegalArgumentException(
                        "maximumVocabularySize must be from 2 to 10000000, but is " + maximumVocabularySize + ".");
            }
        }
    }
}

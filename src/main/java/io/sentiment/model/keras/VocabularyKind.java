package io.sentiment.model.keras;

/** How the numbers of a vocabulary become token ids. */
public enum VocabularyKind {
    /** As the file says. */
    AUTO,

    /** Three are added, as {@code keras.datasets.imdb} does: 1 begins every text, and 2 is every unknown word. */
    IMDB
}

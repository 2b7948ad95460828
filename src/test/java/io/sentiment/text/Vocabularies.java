package io.sentiment.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small vocabularies for tests. */
public final class Vocabularies {

    private Vocabularies() {}

    /** Of all these tokens, in the order of {@link VocabularyBuilder#build(int, int)}. */
    public static Vocabulary of(String... tokens) {
        return ofMostFrequent(List.of(List.of(tokens)), Integer.MAX_VALUE, 1);
    }

    /** As {@link VocabularyBuilder#build(int, int)} makes one of these texts. */
    public static Vocabulary ofMostFrequent(List<List<String>> tokenizedTexts, int maximumSize, int minimumCount) {
        VocabularyBuilder builder = new VocabularyBuilder();
        tokenizedTexts.forEach(builder::add);
        return builder.build(maximumSize, minimumCount);
    }

    /** The lines of its file, which are the tokens in the order of their ids. */
    public static List<String> lines(Vocabulary vocabulary) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        vocabulary.writeTo(file);
        return file.toString(StandardCharsets.UTF_8).lines().toList();
    }
}

package io.sentiment.text;

import io.sentiment.text.LanguageCheck.Warning;
import java.util.List;

/** Reads texts for one version of a model, each tokenised once. Immutable and thread-safe. */
public final class TextReader {

    private final Encoder encoder;
    private final LanguageCheck language;

    public TextReader(Encoder encoder, LanguageCheck language) {
        this.encoder = encoder;
        this.language = language;
    }

    /** Reads any text, also an empty one. */
    public ReadText read(String text) {
        return read(text, encoder.tokenize(text));
    }

    /** Reads a text that {@link Encoder#tokenize} has cut, for somebody who wants to know the places of its tokens too. */
    public ReadText read(String text, TokenizedText tokenized) {
        List<String> tokens = tokenized.tokens();
        return new ReadText(encoder.encode(tokens), language.of(text, tokens));
    }

    /**
     * A text that was read. Immutable.
     *
     * @param encoded what the network gets
     * @param warnings what makes the answer doubtful; mostly none
     */
    public record ReadText(EncodedText encoded, List<Warning> warnings) {

        /** Copies the list. */
        public ReadText {
            warnings = List.copyOf(warnings);
        }
    }
}

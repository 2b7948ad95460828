package io.sentiment.text;

import java.util.AbstractList;
import java.util.List;

/**
 * The tokens of a text, and where in it each of them stands. The indices of tokens run from 0. Not thread-safe, since
 * places are worked out when they are first asked for.
 */
public final class TokenizedText {

    private final NormalizedText text;
    private final TokenList tokens;

    TokenizedText(NormalizedText text, TokenList tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    /** The text by which it is told whether another one is the same: normalised, without markup and repeated blanks. */
    public String normalized() {
        return text.compared();
    }

    /** The tokens in their order; none when the text holds only blanks, markup or invisible characters. Immutable. */
    public List<String> tokens() {
        return tokens.toList();
    }

    /**
     * The tokens in their order, but the characters of the text for a class that stands for more than one number: two
     * texts that differ in a number are different texts, although a network may read them as one.
     */
    public List<String> words() {
        List<String> classes = tokens.toList();
        return new AbstractList<>() {
            @Override
            public String get(int index) {
                String token = classes.get(index);
                return token.equals(Word.NUMBER) || Rating.isRating(token)
                        ? text.text().substring(tokens.start(index), tokens.end(index))
                        : token;
            }

            @Override
            public int size() {
                return classes.size();
            }
        };
    }

    /** Where in the text as it was given, in UTF-16 units, a token begins. */
    public int start(int token) {
        return text.start(tokens.start(token));
    }

    /** Where in the text as it was given, in UTF-16 units, a token ends: the index after its last character. */
    public int end(int token) {
        return text.end(tokens.end(token) - 1);
    }
}

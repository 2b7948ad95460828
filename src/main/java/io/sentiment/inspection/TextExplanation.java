package io.sentiment.inspection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sentiment.prediction.Prediction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer with the words that made it. Immutable.
 *
 * @param prediction of the whole text
 * @param method by which the words were judged
 * @param words that the network read, in the order of the text; none of a text without words
 * @param logOdds of {@code positive} for the text
 * @param baseline by integrated gradients: the log odds of as many unknown tokens
 * @param residual by integrated gradients: log odds − baseline − the sum of all contributions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TextExplanation(
        Prediction prediction,
        ExplanationMethod method,
        List<Word> words,
        double logOdds,
        @Nullable Double baseline,
        @Nullable Double residual) {

    /** Copies the list. */
    public TextExplanation {
        words = List.copyOf(words);
    }

    /**
     * A word, number, mark or emoji of the text. Immutable.
     *
     * @param text its characters as they were sent
     * @param start index, in code points of the text as it was sent, of the first of them
     * @param end index after the last
     * @param contribution to the log odds of {@code positive}: above zero it speaks for it, below zero against
     * @param unknown whether the vocabulary holds nothing of it
     */
    public record Word(String text, int start, int end, double contribution, boolean unknown) {}
}

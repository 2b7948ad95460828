package io.sentiment.inspection;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Encoder;
import io.sentiment.text.TextReader.ReadText;
import io.sentiment.text.TokenizedText;
import io.sentiment.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/**
 * A text as one version of a model reads it, cut into tokens once, with the words that its network reads. Immutable.
 *
 * @param text as it was sent
 * @param read what is predicted
 * @param steps what the network reads, step by step
 * @param words in their order; none of a text without tokens
 */
record SourceText(String text, ReadText read, List<Encoder.Step> steps, TokenizedText tokens, List<Word> words) {

    SourceText {
        steps = List.copyOf(steps);
        words = List.copyOf(words);
    }

    static SourceText of(ModelBundle bundle, String text) {
        TokenizedText tokens = bundle.encoder().tokenize(text);
        List<Encoder.Step> steps = bundle.encoder().steps(tokens);
        return new SourceText(text, bundle.reader().read(text, tokens), steps, tokens, words(tokens, steps));
    }

    EncodedText encoded() {
        return read.encoded();
    }

    /** The pieces of a token are one word, and so are tokens that a single character gives, such as ½. */
    private static List<Word> words(TokenizedText tokens, List<Encoder.Step> steps) {
        List<Word> words = new ArrayList<>();
        for (int index = 0; index < steps.size(); index++) {
            Encoder.Step step = steps.get(index);
            if (step.token() != Encoder.Step.NO_TOKEN) {
                Word word = new Word(
                        tokens.start(step.token()),
                        tokens.end(step.token()),
                        index,
                        index + 1,
                        step.id() == Vocabulary.UNKNOWN_ID);
                int last = words.size() - 1;
                if (last >= 0 && words.get(last).end() > word.start()) {
                    words.set(last, words.get(last).with(word));
                } else {
                    words.add(word);
                }
            }
        }
        return words;
    }

    /** The characters of a word as they were sent. */
    String characters(Word word) {
        return text.substring(word.start(), word.end());
    }

    /**
     * The text with words cut out, for anybody to ask for. A blank is left where a letter or digit would come to stand
     * beside another and make one word of two; ideographs need none.
     *
     * @param deleted in the order of the text
     */
    String without(List<Word> deleted) {
        StringBuilder shorter = new StringBuilder(text.length());
        int from = 0;
        for (Word word : deleted) {
            append(shorter, text.substring(from, word.start()));
            from = word.end();
        }
        append(shorter, text.substring(from));
        return shorter.toString();
    }

    private static void append(StringBuilder shorter, String part) {
        if (!part.isEmpty()
                && !shorter.isEmpty()
                && growTogether(shorter.codePointBefore(shorter.length()), part.codePointAt(0))) {
            shorter.append(' ');
        }
        shorter.append(part);
    }

    private static boolean growTogether(int before, int after) {
        return Character.isLetterOrDigit(before)
                && Character.isLetterOrDigit(after)
                && !Character.isIdeographic(before)
                && !Character.isIdeographic(after);
    }

    /**
     * A word that the network reads. Immutable.
     *
     * @param start in UTF-16 units of the text
     * @param firstStep of the network
     * @param endStep after the last
     * @param unknown whether the vocabulary holds nothing of it
     */
    record Word(int start, int end, int firstStep, int endStep, boolean unknown) {

        private Word with(Word next) {
            return new Word(start, Math.max(end, next.end), firstStep, next.endStep, unknown && next.unknown);
        }

        /** The sum of what the steps of the word have. */
        double sum(double[] ofSteps) {
            double sum = 0;
            for (int step = firstStep; step < endStep; step++) {
                sum += ofSteps[step];
            }
            return sum;
        }
    }
}

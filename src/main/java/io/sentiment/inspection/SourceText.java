package io.sentiment.inspection;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Encoder;
import io.sentiment.text.TextReader.ReadText;
import io.sentiment.text.TokenizedText;
import io.sentiment.text.Vocabulary;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A text as one version of a model reads it, cut into tokens once, with the words that its network reads. Immutable.
 *
 * @param text as it was sent
 * @param read what is predicted
 * @param all that a network without a maximum would read, step by step
 * @param steps what the network reads, step by step
 * @param words in their order; none of a text without tokens
 */
record SourceText(
        String text,
        ReadText read,
        List<Encoder.Step> all,
        List<Encoder.Step> steps,
        TokenizedText tokens,
        List<Word> words) {

    SourceText {
        all = List.copyOf(all);
        steps = List.copyOf(steps);
        words = List.copyOf(words);
    }

    static SourceText of(ModelBundle bundle, String text) {
        TokenizedText tokens = bundle.encoder().tokenize(text);
        List<Encoder.Step> steps = bundle.encoder().steps(tokens);
        return new SourceText(
                text,
                bundle.reader().read(text, tokens),
                bundle.encoder().allSteps(tokens),
                steps,
                tokens,
                words(tokens, steps));
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
                        step.token(),
                        step.token() + 1,
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

    /** All ids of the text without those of some words, to be encoded. */
    int[] idsWithout(List<Word> deleted) {
        BitSet tokensOfThem = new BitSet();
        deleted.forEach(word -> tokensOfThem.set(word.firstToken(), word.endToken()));
        return all.stream()
                .filter(step -> !tokensOfThem.get(step.token()))
                .mapToInt(Encoder.Step::id)
                .toArray();
    }

    /**
     * A word that the network reads. Immutable.
     *
     * @param start in UTF-16 units of the text
     * @param firstToken of the text
     * @param endToken after the last
     * @param firstStep of the network
     * @param endStep after the last
     * @param unknown whether the vocabulary holds nothing of it
     */
    record Word(int start, int end, int firstToken, int endToken, int firstStep, int endStep, boolean unknown) {

        private Word with(Word next) {
            return new Word(
                    start,
                    Math.max(end, next.end),
                    firstToken,
                    next.endToken,
                    firstStep,
                    next.endStep,
                    unknown && next.unknown);
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

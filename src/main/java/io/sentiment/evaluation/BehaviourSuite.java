package io.sentiment.evaluation;

import io.sentiment.network.InferenceEngine;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Encoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Pairs of texts that show what a model can do and what it cannot, whatever its accuracy on texts like those that it was
 * trained on: the minimum functionality, invariance and directional expectation tests of Ribeiro et al. 2020, "Beyond
 * Accuracy: Behavioral Testing of NLP Models with CheckList". A pair passes if its {@link Expectation} holds. Immutable
 * and thread-safe.
 *
 * <p>A suite is a UTF-8 file with the header {@code capability, expectation, label, first, second} and a pair a line,
 * fields between tabs; {@code label} is that of the first text, {@code positive} or {@code negative}.
 *
 * @param name such as {@code en}
 * @param pairs at least one
 */
public record BehaviourSuite(String name, List<Pair> pairs) {

    /** Copies the list. */
    public BehaviourSuite {
        pairs = List.copyOf(pairs);
    }

    /** The suite of this program for a language, given as a BCP 47 tag such as {@code en} or {@code zh-Hans}. */
    public static Optional<BehaviourSuite> ofLanguage(String tag) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        try (InputStream stream = BehaviourSuite.class.getResourceAsStream("/behaviour/" + language + ".tsv")) {
            return stream == null || language.isEmpty()
                    ? Optional.empty()
                    : Optional.of(of(language, language + ".tsv", stream.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The suites of this program for some languages, each once. */
    public static List<BehaviourSuite> ofLanguages(List<String> tags) {
        return tags.stream().flatMap(tag -> ofLanguage(tag).stream()).distinct().toList();
    }

    /**
     * Reads a suite.
     *
     * @throws UnusableSuiteException if a line is wrong; the message names it
     * @throws IOException if the file cannot be read
     */
    public static BehaviourSuite read(Path file) throws IOException {
        String fileName = file.getFileName().toString();
        return of(fileName.replaceFirst("\\.tsv$", ""), fileName, Files.readAllBytes(file));
    }

    private static BehaviourSuite of(String name, String fileName, byte[] content) {
        return new BehaviourSuite(name, new BehaviourFile(fileName).read(content));
    }

    /**
     * Lets a model answer all pairs.
     *
     * @param threshold probability from which a text is called positive
     */
    public BehaviourReport run(InferenceEngine engine, Encoder encoder, double threshold) {
        List<EncodedText> texts = pairs.stream()
                .flatMap(pair -> Stream.of(pair.first(), pair.second()))
                .map(encoder::encode)
                .toList();
        float[] probabilities = engine.predictAll(texts);
        List<BehaviourReport.Result> results = new ArrayList<>();
        for (int index = 0; index < pairs.size(); index++) {
            results.add(BehaviourReport.Result.of(
                    pairs.get(index), probabilities[2 * index], probabilities[2 * index + 1], threshold));
        }
        return new BehaviourReport(name, results);
    }

    /**
     * Two texts that differ in one thing, and what this is to do to the answer. Immutable.
     *
     * @param line number, from 1, of the pair in its file
     * @param capability that it tests, such as {@code negation}
     * @param expectation what is to hold for their answers
     * @param firstPositive whether the first text is positive
     * @param first text
     * @param second text
     */
    public record Pair(
            int line, String capability, Expectation expectation, boolean firstPositive, String first, String second) {

        /** Whether the probabilities of being positive are as expected. */
        boolean passes(float ofFirst, float ofSecond, double threshold) {
            return expectation.holds(ofFirst, ofSecond, firstPositive, threshold);
        }
    }

    /** What is to hold for the two texts of a pair. */
    public enum Expectation {
        /** The first text gets its label, the second the other label. */
        OPPOSITE,
        /** Both texts get the label of the first. */
        SAME,
        /** The second has a higher probability of being positive than the first, whatever their labels. */
        RISES,
        /** The second has a lower probability of being positive than the first, whatever their labels. */
        FALLS;

        boolean holds(float first, float second, boolean firstPositive, double threshold) {
            boolean firstRight = first >= threshold == firstPositive;
            boolean sameLabel = first >= threshold == second >= threshold;
            return switch (this) {
                case OPPOSITE -> firstRight && !sameLabel;
                case SAME -> firstRight && sameLabel;
                case RISES -> second > first;
                case FALLS -> second < first;
            };
        }

        /** As it is written in a suite. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A behavioural suite that cannot be used; the message is one sentence for its author, with the line. */
    public static final class UnusableSuiteException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnusableSuiteException(String message) {
            super(message);
        }

        UnusableSuiteException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

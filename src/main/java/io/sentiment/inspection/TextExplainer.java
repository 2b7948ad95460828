package io.sentiment.inspection;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.LogOdds;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.attribution.Attribution;
import io.sentiment.network.attribution.IntegratedGradients;
import io.sentiment.network.engines.EngineSelection;
import io.sentiment.prediction.Prediction;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells which words of a text made the answer of one version of a model, whose weights it holds in memory until {@link
 * #close()}. Thread-safe.
 *
 * <p>Words are those that the network reads: those that a long text loses between its beginning and its end change nothing
 * and are left out. A word that is deleted takes all its tokens with it, and the others are encoded as a text of their own:
 * one that was too long shows words that it had lost. That is what anybody gets who asks for the text with a blank in the
 * word's place, unless its neighbours are cut otherwise without it: a clitic that has lost its word, the fourth of an emoji
 * in a row, a number that becomes a rating. Contributions by deletion are no finer than {@link LogOdds} of a probability in
 * single precision.
 */
public final class TextExplainer implements AutoCloseable {

    private final ModelBundle bundle;
    private final IntegratedGradients gradients;

    /** Reads the weights. Throws what {@link ModelBundle#openNetwork} does. */
    public TextExplainer(ModelBundle bundle) {
        this(bundle, bundle.readWeights());
    }

    /** @param weights of that bundle, whose arrays are shared */
    public TextExplainer(ModelBundle bundle, NetworkWeights weights) {
        this.bundle = bundle;
        gradients = new IntegratedGradients(weights, EngineSelection.hasOneDnn());
    }

    /** Releases native memory; must not be used afterwards. */
    @Override
    public void close() {
        gradients.close();
    }

    /** Reads a text. */
    public PendingExplanation read(String text, ExplanationSettings settings) {
        return read(SourceText.of(bundle, text), settings);
    }

    /** Explains a text at once. */
    public TextExplanation explain(String text, ExplanationSettings settings, InferenceEngine engine) {
        return explain(SourceText.of(bundle, text), settings, engine);
    }

    TextExplanation explain(SourceText text, ExplanationSettings settings, InferenceEngine engine) {
        PendingExplanation pending = read(text, settings);
        return pending.explanation(engine.predictAll(pending.rows()));
    }

    private PendingExplanation read(SourceText text, ExplanationSettings settings) {
        return switch (settings.method()) {
            case INTEGRATED_GRADIENTS -> new ByGradients(text, settings.steps());
            case LEAVE_ONE_OUT -> new ByDeletion(text, withoutEach(text));
        };
    }

    ModelBundle bundle() {
        return bundle;
    }

    /** The text, and the text without each of its words. */
    private List<EncodedText> withoutEach(SourceText text) {
        List<EncodedText> rows = new ArrayList<>();
        rows.add(text.encoded());
        for (SourceText.Word word : text.words()) {
            rows.add(bundle.encoder().encode(text.idsWithout(List.of(word))));
        }
        return rows;
    }

    private TextExplanation explanation(
            SourceText text,
            ExplanationMethod method,
            double logOdds,
            float positive,
            @Nullable Attribution attribution,
            double[] contributions) {
        List<TextExplanation.Word> words = new ArrayList<>();
        int start = 0;
        int codePoints = 0;
        for (int index = 0; index < contributions.length; index++) {
            SourceText.Word word = text.words().get(index);
            codePoints += text.text().codePointCount(start, word.start());
            start = word.start();
            String characters = text.characters(word);
            words.add(new TextExplanation.Word(
                    characters,
                    codePoints,
                    codePoints + characters.codePointCount(0, characters.length()),
                    contributions[index],
                    word.unknown()));
        }
        return new TextExplanation(
                Prediction.of(bundle.manifest(), text.read(), positive),
                method,
                words,
                logOdds,
                attribution == null ? null : attribution.baseline(),
                attribution == null ? null : attribution.residual());
    }

    private static void requireAnswers(List<EncodedText> rows, float[] positive) {
        if (positive.length != rows.size()) {
            throw new IllegalArgumentException(
                    "There are " + positive.length + " probabilities for " + rows.size() + " texts.");
        }
    }

    /** Computes everything itself. */
    private final class ByGradients implements PendingExplanation {

        private final SourceText text;
        private final int steps;

        ByGradients(SourceText text, int steps) {
            this.text = text;
            this.steps = steps;
        }

        @Override
        public EncodedText encoded() {
            return text.encoded();
        }

        @Override
        public List<EncodedText> rows() {
            return List.of();
        }

        @Override
        public TextExplanation explanation(float[] positive) {
            requireAnswers(rows(), positive);
            Attribution attribution = gradients.attribute(text.encoded(), steps);
            return TextExplainer.this.explanation(
                    text,
                    ExplanationMethod.INTEGRATED_GRADIENTS,
                    attribution.logOdds(),
                    (float) LogOdds.probability(attribution.logOdds()),
                    attribution,
                    text.words().stream()
                            .mapToDouble(word -> word.sum(attribution.contributions()))
                            .toArray());
        }
    }

    /** Compares the text with the texts that lack a word. */
    private final class ByDeletion implements PendingExplanation {

        private final SourceText text;
        private final List<EncodedText> rows;

        ByDeletion(SourceText text, List<EncodedText> rows) {
            this.text = text;
            this.rows = List.copyOf(rows);
        }

        @Override
        public EncodedText encoded() {
            return text.encoded();
        }

        @Override
        public List<EncodedText> rows() {
            return rows;
        }

        @Override
        public TextExplanation explanation(float[] positive) {
            requireAnswers(rows, positive);
            double logOdds = LogOdds.of(positive[0]);
            double[] contributions = new double[positive.length - 1];
            for (int index = 0; index < contributions.length; index++) {
                contributions[index] = logOdds - LogOdds.of(positive[1 + index]);
            }
            return TextExplainer.this.explanation(
                    text, ExplanationMethod.LEAVE_ONE_OUT, logOdds, positive[0], null, contributions);
        }
    }
}

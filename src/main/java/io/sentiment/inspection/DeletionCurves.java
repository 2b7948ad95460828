package io.sentiment.inspection;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.InferenceEngine;
import io.sentiment.text.EncodedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How good explanations are: words are deleted from a text, those first that speak for its predicted label the most, and
 * the sooner the label's probability falls, the better the order (Samek et al. 2017, "Evaluating the Visualization of What
 * a Deep Neural Network Has Learned"). Immutable.
 *
 * @param texts how many were measured; texts without words are not
 * @param deleted how many words were deleted; a shorter text loses all that it has
 * @param orders from each order of deletion to how far the probability of the predicted label fell, for each of these
 */
public record DeletionCurves(int texts, List<Integer> deleted, Map<String, List<Double>> orders) {

    /** Words that are deleted at a time. */
    private static final List<Integer> DELETED = List.of(1, 2, 3, 5, 10);

    private static final String RANDOM = "random";

    /** Their mean counts. */
    private static final int RANDOM_ORDERS = 3;

    private static final long SEED = 1;

    /** Copies the collections. */
    public DeletionCurves {
        deleted = List.copyOf(deleted);
        Map<String, List<Double>> copy = new LinkedHashMap<>();
        orders.forEach((order, falls) -> copy.put(order, List.copyOf(falls)));
        orders = Collections.unmodifiableMap(copy);
    }

    /** Measures both methods, and random orders, which are the same in each call. */
    public static DeletionCurves of(TextExplainer explainer, InferenceEngine engine, List<String> texts) {
        Measurement measurement = new Measurement(explainer, engine);
        texts.forEach(measurement::add);
        return measurement.curves();
    }

    /** Sums over texts. */
    private static final class Measurement {

        private final TextExplainer explainer;
        private final InferenceEngine engine;
        private final Random random = new Random(SEED);
        private final Map<String, double[]> sums = new LinkedHashMap<>();
        private int texts;

        Measurement(TextExplainer explainer, InferenceEngine engine) {
            this.explainer = explainer;
            this.engine = engine;
            for (ExplanationMethod method : ExplanationMethod.values()) {
                sums.put(method.label(), new double[DELETED.size()]);
            }
            sums.put(RANDOM, new double[DELETED.size()]);
        }

        void add(String text) {
            ModelBundle bundle = explainer.bundle();
            SourceText source = SourceText.of(bundle, text);
            if (source.words().isEmpty()) {
                return;
            }
            texts++;
            float whole = engine.positiveProbabilities(List.of(source.encoded()))[0];
            boolean positive = whole >= bundle.manifest().threshold();
            for (ExplanationMethod method : ExplanationMethod.values()) {
                TextExplanation explanation = explainer.explain(source, ExplanationSettings.of(method), engine);
                add(method.label(), source, whole, positive, order(explanation, positive), 1);
            }
            for (int shuffled = 0; shuffled < RANDOM_ORDERS; shuffled++) {
                List<Integer> order = new ArrayList<>(
                        IntStream.range(0, source.words().size()).boxed().toList());
                Collections.shuffle(order, random);
                add(RANDOM, source, whole, positive, order, 1.0 / RANDOM_ORDERS);
            }
        }

        DeletionCurves curves() {
            Map<String, List<Double>> orders = new LinkedHashMap<>();
            sums.forEach((order, falls) -> orders.put(
                    order,
                    IntStream.range(0, falls.length)
                            .mapToObj(index -> texts == 0 ? 0 : falls[index] / texts)
                            .toList()));
            return new DeletionCurves(texts, DELETED, orders);
        }

        /** Indices of words, those first that speak for the label the most. */
        private static List<Integer> order(TextExplanation explanation, boolean positive) {
            List<TextExplanation.Word> words = explanation.words();
            Comparator<Integer> rising =
                    Comparator.comparingDouble(word -> words.get(word).contribution());
            return IntStream.range(0, words.size())
                    .boxed()
                    .sorted(positive ? rising.reversed() : rising)
                    .toList();
        }

        private void add(
                String name, SourceText source, float whole, boolean positive, List<Integer> order, double weight) {
            List<EncodedText> shorter = DELETED.stream()
                    .map(count -> without(source, order.subList(0, Math.min(count, order.size()))))
                    .toList();
            float[] probabilities = engine.positiveProbabilities(shorter);
            double[] falls = Objects.requireNonNull(sums.get(name));
            for (int index = 0; index < falls.length; index++) {
                double fall = positive ? whole - probabilities[index] : probabilities[index] - whole;
                falls[index] += weight * fall;
            }
        }

        private EncodedText without(SourceText source, List<Integer> words) {
            List<SourceText.Word> deleted =
                    words.stream().map(source.words()::get).toList();
            return explainer.bundle().encoder().encode(source.idsWithout(deleted));
        }
    }
}

package io.sentiment.training.pipeline;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.LabelledText;
import io.sentiment.network.Range;
import io.sentiment.network.engines.EngineSelection;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Encoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Models whose mean answer a network learns to give (distillation; Hinton et al. 2015): either to the texts that have no
 * label, or, mixed with the label, to training rows of which some labels are wrong. Immutable.
 *
 * @param models of which there may be none
 * @param shares for each set of training rows, in their order, how much of its labels is the answer of the models, from 0
 *     to 1; all 0, or none, where the models label the texts without labels
 */
public record Teachers(List<ModelBundle> models, List<Double> shares) {

    /** Nobody. */
    public static final Teachers NONE = new Teachers(List.of(), List.of());

    /** What the look-up table of a teacher may take, as by default in the service. */
    private static final long TABLE_BYTES = 256L << 20;

    /** @throws IllegalArgumentException if a share is out of its range, or there is one and no model */
    public Teachers {
        models = List.copyOf(models);
        shares = List.copyOf(shares);
        for (double share : shares) {
            Range.require("share", share, 0, 1);
            if (share > 0 && models.isEmpty()) {
                throw new IllegalArgumentException("Labels cannot have a share of answers that nobody gives.");
            }
        }
    }

    /** Whether the texts without labels get the answers as labels and join the training rows. */
    public boolean labelTexts() {
        return !models.isEmpty() && shares.stream().allMatch(share -> share == 0);
    }

    /** Texts without labels, with the answers as their labels; none where the models do not label them. */
    List<LabelledText> label(UnlabelledTexts unlabelled, Encoder encoder, TrainingPipeline.Listener listener) {
        List<EncodedText> texts = labelTexts() ? unlabelled.encode(encoder) : List.of();
        double[] answers = answers(texts.size(), unlabelled::encode, listener);
        return IntStream.range(0, answers.length)
                .mapToObj(text -> new LabelledText(texts.get(text), answers[text]))
                .toList();
    }

    /**
     * The sets of training rows, with the answers mixed into the labels of those that have a share of them. Each model
     * answers the rows of all sets at once.
     *
     * @param sets of rows
     * @param labelled the same rows as the network reads them
     */
    List<List<LabelledText>> mix(
            List<TrainingPipeline.Rows> sets, List<List<LabelledText>> labelled, TrainingPipeline.Listener listener) {
        int[] taught = IntStream.range(0, shares.size())
                .filter(set -> shares.get(set) > 0)
                .toArray();
        PrimitiveIterator.OfDouble answers = Arrays.stream(answers(
                        Arrays.stream(taught)
                                .map(set -> labelled.get(set).size())
                                .sum(),
                        encoder -> Arrays.stream(taught)
                                .mapToObj(set -> TrainingPipeline.encode(sets.get(set), encoder))
                                .flatMap(List::stream)
                                .map(LabelledText::text)
                                .toList(),
                        listener))
                .iterator();
        List<List<LabelledText>> mixed = new ArrayList<>(labelled);
        for (int set : taught) {
            double share = shares.get(set);
            mixed.set(
                    set,
                    labelled.get(set).stream()
                            .map(text -> mixed(text, share, answers.nextDouble()))
                            .toList());
        }
        return mixed;
    }

    private static LabelledText mixed(LabelledText text, double share, double answer) {
        return new LabelledText(text.text(), Math.min(1, (1 - share) * text.target() + share * answer));
    }

    /** @param texts as one of the models reads them */
    private double[] answers(
            int count, Function<Encoder, List<EncodedText>> texts, TrainingPipeline.Listener listener) {
        double[] sums = new double[count];
        if (count > 0) {
            EngineSelection engines = EngineSelection.of("auto", "fp32", 0, TABLE_BYTES);
            for (ModelBundle model : models) {
                listener.teacherAnswers(model.version(), count);
                try (InferenceEngine engine = engines.open(model)) {
                    float[] answers = engine.predictAll(texts.apply(model.encoder()));
                    for (int text = 0; text < count; text++) {
                        sums[text] += answers[text];
                    }
                }
            }
        }
        return Arrays.stream(sums).map(sum -> sum / models.size()).toArray();
    }
}

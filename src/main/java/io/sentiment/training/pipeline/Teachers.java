package io.sentiment.training.pipeline;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.LabelledText;
import io.sentiment.network.engines.EngineSelection;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Encoder;
import java.util.List;
import java.util.stream.IntStream;

/** Models whose mean probability a network learns to answer where nobody gave a label (Hinton et al. 2015). */
record Teachers(List<ModelBundle> bundles) {

    /** What the look-up table of a teacher may take, as by default in the service. */
    private static final long TABLE_BYTES = 256L << 20;

    /** The unlabelled texts with what the teachers answer; none where there are no teachers. */
    List<LabelledText> label(UnlabelledTexts unlabelled, Encoder encoder, PipelineListener listener) {
        if (bundles.isEmpty()) {
            return List.of();
        }
        List<EncodedText> texts = unlabelled.encode(encoder);
        double[] sums = new double[texts.size()];
        EngineSelection engines = EngineSelection.of("auto", "fp32", 0, TABLE_BYTES);
        for (ModelBundle bundle : bundles) {
            listener.teacherAnswers(bundle.version(), sums.length);
            try (InferenceEngine engine = engines.open(bundle.openNetwork())) {
                float[] answers = engine.predictAll(unlabelled.encode(bundle.encoder()));
                for (int text = 0; text < sums.length; text++) {
                    sums[text] += answers[text];
                }
            }
        }
        return IntStream.range(0, sums.length)
                .mapToObj(text -> new LabelledText(texts.get(text), sums[text] / bundles.size()))
                .toList();
    }
}

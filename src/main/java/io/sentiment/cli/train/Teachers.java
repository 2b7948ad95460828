package io.sentiment.cli.train;

import io.sentiment.cli.options.EngineOptions;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.LabelledText;
import io.sentiment.network.LengthBatches;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Encoder;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Models whose mean probability a network learns to answer where nobody gave a label (Hinton et al. 2015). */
record Teachers(List<ModelBundle> bundles) {

    /** The unlabelled texts with what the teachers answer; none where there are no teachers. */
    List<LabelledText> label(PretrainingData data, Encoder encoder, PrintWriter report) {
        if (bundles.isEmpty()) {
            return List.of();
        }
        List<EncodedText> texts = data.unlabelled(encoder);
        double[] sums = new double[texts.size()];
        for (ModelBundle bundle : bundles) {
            report.printf("%s answers %d unlabelled texts.%n", bundle.version(), sums.length);
            report.flush();
            try (InferenceEngine engine = new EngineOptions().open(bundle.openNetwork())) {
                float[] answers = LengthBatches.predict(engine, data.unlabelled(bundle.encoder()));
                for (int text = 0; text < sums.length; text++) {
                    sums[text] += answers[text];
                }
            }
        }
        return IntStream.range(0, sums.length)
                .mapToObj(text -> new LabelledText(texts.get(text), sums[text] / bundles.size()))
                .toList();
    }

    /** What tells the teachers from others: the checksums of their files. */
    List<Map<String, String>> checksums() {
        List<Map<String, String>> checksums = new ArrayList<>();
        bundles.forEach(bundle -> checksums.add(bundle.manifest().files()));
        return checksums;
    }
}

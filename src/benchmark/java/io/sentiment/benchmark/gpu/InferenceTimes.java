package io.sentiment.benchmark.gpu;

import io.sentiment.benchmark.AlternatingBlocks;
import io.sentiment.benchmark.CallTimes;
import io.sentiment.benchmark.Timed;
import io.sentiment.benchmark.gpu.Figures.Figure;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.Precision;
import io.sentiment.network.cuda.CudaSettings;
import io.sentiment.text.EncodedText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Predictions of the reference network on texts that are all as long as it reads. */
final class InferenceTimes {

    private static final List<Integer> BATCHES = List.of(1, 8, 32, 128, 1024, 8192);
    private static final long DEVICE_BYTES = 4L << 30;

    private final Gpu gpu;
    private final ReferenceCase reference;
    private final Figures figures;
    private final AlternatingBlocks blocks = new AlternatingBlocks(2, Duration.ofMillis(200));

    InferenceTimes(Gpu gpu, ReferenceCase reference, Figures figures) {
        this.gpu = gpu;
        this.reference = reference;
        this.figures = figures;
    }

    /** How often answers were further off than the precision allows. */
    int run(Precision precision) throws IOException {
        int failures = 0;
        try (InferenceEngine engine = gpu.open(reference.weights(), new CudaSettings(DEVICE_BYTES, true, precision))) {
            for (int batch : BATCHES) {
                List<EncodedText> texts = reference.texts(batch);
                double difference = reference.difference(engine.positiveProbabilities(texts));
                failures += difference <= Correctness.tolerance(precision) ? 0 : 1;
                CallTimes times = blocks.time(
                                List.of(new Timed(Figures.OURS, () -> engine.positiveProbabilities(texts))))
                        .get(0);
                figures.add(new Figure(
                        "inference", precision.label(), batch, Figures.OURS, times.median() * 1000, difference));
            }
        }
        return failures;
    }
}

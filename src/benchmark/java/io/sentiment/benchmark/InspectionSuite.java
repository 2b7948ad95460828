package io.sentiment.benchmark;

import io.sentiment.inspection.ExplanationMethod;
import io.sentiment.inspection.ExplanationSettings;
import io.sentiment.inspection.PendingTrace;
import io.sentiment.inspection.TextExplainer;
import io.sentiment.inspection.TextTracer;
import io.sentiment.inspection.Units;
import io.sentiment.model.LoadedModels;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.Precision;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.text.EncodedText;
import io.sentiment.text.Encoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Explanations and traces of one text beside its prediction, by the shipped English model. */
final class InspectionSuite implements Suite {

    static final String PREDICTION = "prediction";
    static final String INTEGRATED_GRADIENTS = "integrated gradients";
    static final String LEAVE_ONE_OUT = "leave-one-out";
    static final String TRACE = "trace";

    private static final String NAME = "inspection";
    private static final String MODEL = "reviews-en";
    private static final List<Integer> LENGTHS = List.of(25, 256);
    private static final List<String> WORDS = List.of(
            "I",
            "have",
            "seldom",
            "seen",
            "a",
            "film",
            "whose",
            "first",
            "hour",
            "is",
            "so",
            "dull",
            "and",
            "whose",
            "last",
            "scenes",
            "are",
            "so",
            "wonderful",
            "that",
            "one",
            "forgives",
            "the",
            "rest",
            "although",
            "friends",
            "of",
            "mine",
            "thought",
            "it",
            "boring",
            "from",
            "beginning",
            "to",
            "end");

    private final AlternatingBlocks blocks;

    InspectionSuite(AlternatingBlocks blocks) {
        this.blocks = blocks;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(Report report) {
        ModelBundle bundle = bundle();
        try (InferenceEngine engine = engine(bundle)) {
            for (int tokens : LENGTHS) {
                measure(report, bundle, engine, tokens);
            }
        }
    }

    private void measure(Report report, ModelBundle bundle, InferenceEngine engine, int tokens) {
        try (Inspection inspection = new Inspection(bundle, engine, text(bundle.encoder(), tokens))) {
            measure(report, inspection, MODEL + " " + tokens + " tokens");
        }
    }

    private void measure(Report report, Inspection inspection, String workload) {
        float expected = inspection.predict();
        double[] differences = {
            0,
            require(INTEGRATED_GRADIENTS, expected, inspection.explain(ExplanationMethod.INTEGRATED_GRADIENTS)),
            require(LEAVE_ONE_OUT, expected, inspection.explain(ExplanationMethod.LEAVE_ONE_OUT)),
            require(TRACE, expected, inspection.trace())
        };
        List<Timed> contenders = List.of(
                new Timed(PREDICTION, inspection::predict),
                new Timed(INTEGRATED_GRADIENTS, () -> inspection.explain(ExplanationMethod.INTEGRATED_GRADIENTS)),
                new Timed(LEAVE_ONE_OUT, () -> inspection.explain(ExplanationMethod.LEAVE_ONE_OUT)),
                new Timed(TRACE, inspection::trace));
        List<CallTimes> times = blocks.time(contenders);
        for (int index = 0; index < times.size(); index++) {
            String contender = contenders.get(index).name();
            report.add(Measurement.ofCalls(NAME, workload, contender, times.get(index), 1, differences[index]));
        }
    }

    private static double require(String contender, float expected, float given) {
        return Agreement.require(contender, new float[] {expected}, new float[] {given}, Agreement.SINGLE_PRECISION);
    }

    /** The shortest text of these words that has so many tokens. */
    static String text(Encoder encoder, int tokens) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; encoder.encode(text.toString()).tokens() < tokens; index++) {
            text.append(WORDS.get(index % WORDS.size())).append(' ');
        }
        return text.toString();
    }

    static InferenceEngine engine(ModelBundle bundle) {
        try (SentimentNetwork network = bundle.openNetwork()) {
            return Engines.open(new LstmWeights(network.weights()), Precision.FP32);
        }
    }

    private static ModelBundle bundle() {
        try {
            return LoadedModels.shipped().newest(MODEL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is done with one text, which a prediction gets encoded. Each gives the probability of the text. */
    private static final class Inspection implements AutoCloseable {

        private final InferenceEngine engine;
        private final String text;
        private final EncodedText encoded;
        private final TextExplainer explainer;
        private final TextTracer tracer;

        Inspection(ModelBundle bundle, InferenceEngine engine, String text) {
            this.engine = engine;
            this.text = text;
            encoded = bundle.encoder().encode(text);
            explainer = new TextExplainer(bundle);
            tracer = new TextTracer(bundle);
        }

        float predict() {
            return engine.positiveProbabilities(List.of(encoded))[0];
        }

        float explain(ExplanationMethod method) {
            return explainer
                    .explain(text, ExplanationSettings.of(method), engine)
                    .prediction()
                    .positive();
        }

        float trace() {
            PendingTrace pending = tracer.read(text);
            return pending.trace(engine.positiveProbabilities(pending.rows()), Units.SUMMARY)
                    .prediction()
                    .positive();
        }

        @Override
        public void close() {
            explainer.close();
        }
    }
}

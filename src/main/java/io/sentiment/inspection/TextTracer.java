package io.sentiment.inspection;

import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.trace.NetworkTracer;
import io.sentiment.network.trace.Trace;
import io.sentiment.prediction.Prediction;
import io.sentiment.text.Encoder;
import io.sentiment.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Traces texts through one version of a model, whose weights it holds in memory. Immutable and thread-safe. */
public final class TextTracer {

    private final ModelBundle bundle;
    private final NetworkTracer network;

    /** Reads the weights. Throws what {@link ModelBundle#openNetwork} does. */
    public TextTracer(ModelBundle bundle) {
        this(bundle, bundle.readWeights());
    }

    /** @param weights of that bundle, whose arrays are shared */
    public TextTracer(ModelBundle bundle, NetworkWeights weights) {
        this.bundle = bundle;
        network = new NetworkTracer(weights);
    }

    /** How many units each direction of a layer has. */
    public int hiddenSize() {
        return bundle.manifest().architecture().hiddenSize();
    }

    /** Traces a text on the calling thread; one that is too long is traced as it is predicted, by its beginning and its end. */
    public TextTrace trace(String text, Units units) {
        SourceText source = SourceText.of(bundle, text);
        return describe(source, network.trace(source.encoded()), units);
    }

    /** Reads a text that is to be traced with the help of an engine, which is far quicker where a network reads both ways. */
    public PendingTrace read(String text) {
        SourceText source = SourceText.of(bundle, text);
        return new PendingTrace(this, source, network.prefixes(source.encoded()));
    }

    /** @param ofPrefixes probabilities of {@link NetworkTracer#prefixes} */
    TextTrace trace(SourceText source, float[] ofPrefixes, Units units) {
        return describe(source, network.trace(source.encoded(), ofPrefixes), units);
    }

    private TextTrace describe(SourceText source, Trace trace, Units units) {
        float positive = (float) trace.positive()[trace.steps() - 1];
        return new TextTrace(
                Prediction.of(bundle.manifest(), source.read(), positive),
                tokens(source, trace),
                layers(trace, units),
                trace.winners() == null
                        ? null
                        : Arrays.stream(trace.winners()).boxed().toList());
    }

    private static List<TextTrace.Token> tokens(SourceText source, Trace trace) {
        String text = source.text();
        List<TextTrace.Token> tokens = new ArrayList<>();
        for (int index = 0; index < source.steps().size(); index++) {
            Encoder.Step step = source.steps().get(index);
            boolean isToken = step.token() != Encoder.Step.NO_TOKEN;
            int start = isToken ? source.tokens().start(step.token()) : 0;
            int end = isToken ? source.tokens().end(step.token()) : text.length();
            tokens.add(new TextTrace.Token(
                    text.substring(start, end),
                    text.codePointCount(0, start),
                    text.codePointCount(0, end),
                    step.id(),
                    step.id() == Vocabulary.UNKNOWN_ID,
                    (float) trace.positive()[index]));
        }
        return tokens;
    }

    private static List<TextTrace.Layer> layers(Trace trace, Units units) {
        List<TextTrace.Layer> layers = new ArrayList<>();
        for (int layer = 0; layer < trace.layers().size(); layer++) {
            List<Trace.Direction> directions = trace.layers().get(layer);
            for (int direction = 0; direction < directions.size(); direction++) {
                layers.add(new TextTrace.Layer(
                        layer, direction == 0 ? "forwards" : "backwards", steps(directions.get(direction), units)));
            }
        }
        return layers;
    }

    private static List<TextTrace.Step> steps(Trace.Direction traced, Units units) {
        List<TextTrace.Step> steps = new ArrayList<>();
        for (int step = 0; step < traced.state().length; step++) {
            steps.add(new TextTrace.Step(
                    values(traced.forget(), step, units),
                    values(traced.input(), step, units),
                    values(traced.output(), step, units),
                    values(traced.newValue(), step, units),
                    values(traced.cell(), step, units),
                    TextTrace.Values.of(traced.state()[step], units)));
        }
        return steps;
    }

    private static TextTrace.@Nullable Values values(float @Nullable [][] values, int step, Units units) {
        return values == null ? null : TextTrace.Values.of(values[step], units);
    }
}

package io.sentiment.cli;

import io.sentiment.cli.options.EngineOptions;
import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.cli.options.Json;
import io.sentiment.inspection.ExplanationMethod;
import io.sentiment.inspection.ExplanationSettings;
import io.sentiment.inspection.PendingExplanation;
import io.sentiment.inspection.TextExplainer;
import io.sentiment.inspection.TextExplanation;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.InferenceEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints which words of a text made the answer. */
@Command(
        name = "explain",
        description = {
            "Prints which words of a text made the answer.",
            "A word's number is what it adds to the log odds of positive: green words speak for it, red ones against."
        },
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private BundleChoice choice = new BundleChoice();

    @Mixin
    private EngineOptions engines = new EngineOptions();

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "integrated-gradients",
            description = "integrated-gradients or leave-one-out; default ${DEFAULT-VALUE}.")
    private String method = "integrated-gradients";

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Steps of integrated gradients, from 4 to 50; default 4.")
    private @Nullable Integer steps;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Parameters(paramLabel = "TEXT", description = "The text.")
    private String text = "";

    @Override
    public Integer call() throws IOException {
        if (text.isBlank()) {
            throw new InvalidInputException("The text is empty.");
        }
        TextExplanation explanation = explain(settings());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.indented(explanation));
        } else {
            print(explanation, out);
        }
        out.flush();
        return 0;
    }

    private TextExplanation explain(ExplanationSettings settings) throws IOException {
        ModelBundle bundle = choice.open();
        try (TextExplainer explainer = new TextExplainer(bundle)) {
            PendingExplanation pending = explainer.read(text, settings);
            if (pending.rows().isEmpty()) {
                return pending.explanation(new float[0]);
            }
            try (InferenceEngine engine = engines.open(bundle)) {
                return pending.explanation(engine.predictAll(pending.rows()));
            }
        }
    }

    private ExplanationSettings settings() {
        try {
            ExplanationMethod chosen = ExplanationMethod.ofLabel(method);
            if (steps == null) {
                return ExplanationSettings.of(chosen);
            }
            if (chosen != ExplanationMethod.INTEGRATED_GRADIENTS) {
                throw new InvalidInputException("--steps belongs to the method integrated-gradients.");
            }
            return new ExplanationSettings(chosen, steps);
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(e);
        }
    }

    private void print(TextExplanation explanation, PrintWriter out) {
        ExplanationText lines = new ExplanationText(explanation, Ansi.AUTO.enabled());
        out.println(lines.coloured(text));
        lines.words().forEach(out::println);
        if (explanation.baseline() != null && explanation.residual() != null) {
            out.printf(
                    Locale.ROOT,
                    "log odds %.3f, of unknown tokens %.3f, not explained %.3f%n",
                    explanation.logOdds(),
                    explanation.baseline(),
                    explanation.residual());
        }
        out.printf(
                Locale.ROOT,
                "%s, %.4f%n",
                explanation.prediction().label(),
                explanation.prediction().positive());
    }
}

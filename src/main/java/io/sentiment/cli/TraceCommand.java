package io.sentiment.cli;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.cli.options.Json;
import io.sentiment.inspection.TextTrace;
import io.sentiment.inspection.TextTracer;
import io.sentiment.inspection.Units;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a network computes on a text, token by token. */
@Command(
        name = "trace",
        description = {
            "Prints what a network computes on a text, token by token.",
            "positive is the probability if the text ended there; forget, input and output are the means of the gates,"
                    + " cell and state the lengths of the vectors."
        },
        mixinStandardHelpOptions = true)
final class TraceCommand implements Callable<Integer> {

    private static final double EVEN = 0.5;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private BundleChoice choice = new BundleChoice();

    @Option(
            names = "--units",
            paramLabel = "UNITS",
            description = "Print JSON: summary, all, or the numbers of units, such as 3,17.")
    private @Nullable String units;

    @Parameters(paramLabel = "TEXT", description = "The text.")
    private String text = "";

    @Override
    public Integer call() throws IOException {
        if (text.isBlank()) {
            throw new InvalidInputException("The text is empty.");
        }
        TextTracer tracer = new TextTracer(choice.open());
        PrintWriter out = spec.commandLine().getOut();
        if (units == null) {
            print(tracer.trace(text, Units.SUMMARY), out);
        } else {
            out.println(Json.indented(tracer.trace(text, chosen(units, tracer.hiddenSize()))));
        }
        out.flush();
        return 0;
    }

    private static Units chosen(String units, int hidden) {
        try {
            return Units.parse(units, hidden);
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(e);
        }
    }

    private static void print(TextTrace trace, PrintWriter out) {
        for (TextTrace.Layer layer : trace.layers()) {
            out.printf(Locale.ROOT, "Layer %d, %s%n", layer.layer(), layer.direction());
            out.println(
                    layer.steps().get(0).forget() == null
                            ? "positive   state  token"
                            : "positive  forget   input  output    cell   state  token");
            for (int index = 0; index < trace.tokens().size(); index++) {
                print(trace.tokens().get(index), layer.steps().get(index), out);
            }
        }
        out.printf(
                Locale.ROOT,
                "%s, %.4f%n",
                trace.prediction().label(),
                trace.prediction().positive());
    }

    private static void print(TextTrace.Token token, TextTrace.Step step, PrintWriter out) {
        String positive = String.format(Locale.ROOT, "%8.4f", token.positive());
        out.print(Ansi.AUTO.string((token.positive() >= EVEN ? "@|green " : "@|red ") + positive + "|@"));
        for (TextTrace.Values gate : gates(step)) {
            out.printf(Locale.ROOT, " %7.3f", Objects.requireNonNull(gate.mean()));
        }
        if (step.cell() != null) {
            out.printf(Locale.ROOT, " %7.3f", Objects.requireNonNull(step.cell().norm()));
        }
        out.printf(Locale.ROOT, " %7.3f", Objects.requireNonNull(step.state().norm()));
        out.println("  " + token.text().replaceAll("\\s", " ") + (token.unknown() ? " (unknown)" : ""));
    }

    private static List<TextTrace.Values> gates(TextTrace.Step step) {
        return step.forget() == null || step.input() == null || step.output() == null
                ? List.of()
                : List.of(step.forget(), step.input(), step.output());
    }
}

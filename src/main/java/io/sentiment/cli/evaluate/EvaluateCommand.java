package io.sentiment.cli.evaluate;

import io.sentiment.cli.options.EngineOptions;
import io.sentiment.cli.options.EvaluationSet;
import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.cli.options.Json;
import io.sentiment.cli.options.Overlap;
import io.sentiment.cli.options.RowOptions;
import io.sentiment.evaluation.BehaviourSuite;
import io.sentiment.model.bundle.ModelBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures models on labelled data and on behavioural suites. */
@Command(
        name = "evaluate",
        description = "Measures models on labelled data, each file by itself, and on behavioural suites.",
        mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BundleChoices choices = new BundleChoices();

    @Mixin
    private EngineOptions engines = new EngineOptions();

    @Option(
            names = "--data",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Labelled rows: CSV, TSV, JSON Lines or a JSON array, gzipped or not.")
    private List<Path> data = List.of();

    @Option(
            names = "--behaviour",
            paramLabel = "SUITE",
            arity = "1..*",
            description =
                    "Pairs of texts that show what a model can do: en or zh, which this program has, or a TSV file"
                            + " with the columns capability, expectation (opposite, same, rises or falls), label, first and"
                            + " second.")
    private List<String> suites = List.of();

    @Option(names = "--slices", description = "Print accuracy by text length and by share of unknown tokens too.")
    private boolean slices;

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean json;

    @Option(
            names = "--against",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Rows that the model was trained on: each file of --data is measured without those that have or"
                            + " resemble a text of them too.")
    private List<Path> against = List.of();

    @Mixin
    private ExplanationOptions explanations = new ExplanationOptions();

    @Mixin
    private PlotOptions plots = new PlotOptions();

    @Mixin
    private RowOptions rows = new RowOptions();

    @Override
    public Integer call() throws IOException {
        if (data.isEmpty() && suites.isEmpty() && !explanations.areMeasured()) {
            throw new InvalidInputException(
                    "Name labelled rows with --data or --explanations, or a suite with --behaviour.");
        }
        rows.requireValid();
        explanations.requireValid();
        plots.requireUsable(data);
        List<BehaviourSuite> behaviours = readSuites();
        Map<String, ModelBundle> bundles = choices.open();
        List<EvaluationSet> sets = readData();
        EvaluationSet explained = explanations.read(rows, spec.commandLine().getErr());
        List<BundleMeasurement> measurements = new ArrayList<>();
        bundles.forEach((name, bundle) ->
                measurements.add(BundleMeasurement.of(name, bundle, engines, sets, behaviours, explained)));
        print(measurements);
        plots.write(measurements);
        return 0;
    }

    private List<BehaviourSuite> readSuites() throws IOException {
        List<BehaviourSuite> read = new ArrayList<>();
        for (String suite : suites) {
            var shipped = BehaviourSuite.ofLanguage(suite);
            read.add(shipped.isPresent() ? shipped.get() : BehaviourSuite.read(Path.of(suite)));
        }
        return read;
    }

    private List<EvaluationSet> readData() {
        PrintWriter report = spec.commandLine().getErr();
        List<EvaluationSet> sets = data.stream()
                .map(path -> EvaluationSet.of(rows.read(List.of(path), report)))
                .toList();
        return against.isEmpty() || sets.isEmpty() ? sets : compare(sets, report);
    }

    /** The sets, each followed by what is left of it without the rows that training has seen, if there are any. */
    private List<EvaluationSet> compare(List<EvaluationSet> sets, PrintWriter report) {
        Overlap overlap = new Overlap(List.of(), sets);
        overlap.learnable(rows.read(against, report).rows(), (text, tokens) -> {});
        overlap.report(report);
        return overlap.tests();
    }

    private void print(List<BundleMeasurement> measurements) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.indented(EvaluationJson.of(measurements, slices)));
        } else {
            out.println(EvaluationTable.of(measurements, slices));
        }
    }
}

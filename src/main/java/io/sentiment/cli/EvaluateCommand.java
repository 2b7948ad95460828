package io.sentiment.cli;

import io.sentiment.model.ModelBundle;
import io.sentiment.network.Evaluation;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.LabelledText;
import io.sentiment.network.PrecisionLoss;
import io.sentiment.text.Encoder;
import io.sentiment.training.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a model on labelled data. */
@Command(name = "evaluate", description = "Measures a model on labelled data.", mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private BundleChoice choice = new BundleChoice();

    @Mixin
    private EngineOptions engines = new EngineOptions();

    @Option(
            names = "--data",
            paramLabel = "FILE",
            required = true,
            arity = "1..*",
            description = "Labelled rows: TSV, CSV or JSON Lines, gzipped or not.")
    private List<Path> data = List.of();

    @Mixin
    private UnusableRowPolicy unusableRows = new UnusableRowPolicy();

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        DataSet rows = unusableRows.read(data, spec.commandLine().getErr());
        ModelBundle bundle = choice.open();
        Encoder encoder = bundle.encoder();
        List<LabelledText> texts = rows.rows().stream()
                .map(row -> new LabelledText(encoder.encode(row.text()), row.positive()))
                .toList();
        MeasuredModel measured = measure(bundle, texts);
        spec.commandLine()
                .getOut()
                .println(json ? Json.indented(measured) : EvaluationTable.of(bundle.version(), measured));
        return 0;
    }

    private MeasuredModel measure(ModelBundle bundle, List<LabelledText> texts) {
        double threshold = bundle.manifest().threshold();
        try (InferenceEngine engine = engines.open(bundle.openNetwork())) {
            Evaluation evaluation = Evaluation.of(engine, texts, threshold);
            if (engines.computesInSinglePrecision()) {
                return new MeasuredModel(evaluation, null);
            }
            try (InferenceEngine single = new EngineOptions().open(bundle.openNetwork())) {
                return new MeasuredModel(evaluation, PrecisionLoss.of(single, engine, texts, threshold));
            }
        }
    }
}

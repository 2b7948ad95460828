package io.sentiment.cli;

import io.sentiment.model.ModelBundle;
import io.sentiment.network.Evaluation;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.LengthBatches;
import io.sentiment.network.PrecisionLoss;
import io.sentiment.text.EncodedText;
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
        List<EncodedText> texts =
                rows.rows().stream().map(row -> encoder.encode(row.text())).toList();
        boolean[] labels = new boolean[texts.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = rows.rows().get(row).positive();
        }
        MeasuredModel measured = measure(bundle, texts, labels);
        spec.commandLine()
                .getOut()
                .println(json ? Json.indented(measured) : EvaluationTable.of(bundle.version(), measured));
        return 0;
    }

    private MeasuredModel measure(ModelBundle bundle, List<EncodedText> texts, boolean[] labels) {
        double threshold = bundle.manifest().threshold();
        float[] probabilities = predict(engines, bundle, texts);
        Evaluation evaluation = Evaluation.of(probabilities, labels, threshold);
        if (engines.computesInSinglePrecision()) {
            return new MeasuredModel(evaluation, null);
        }
        float[] exact = predict(new EngineOptions(), bundle, texts);
        return new MeasuredModel(evaluation, PrecisionLoss.of(exact, probabilities, labels, threshold));
    }

    private static float[] predict(EngineOptions engines, ModelBundle bundle, List<EncodedText> texts) {
        try (InferenceEngine engine = engines.open(bundle.openNetwork())) {
            return LengthBatches.predict(engine, texts);
        }
    }
}

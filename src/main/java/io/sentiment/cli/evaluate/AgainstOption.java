package io.sentiment.cli.evaluate;

import io.sentiment.cli.options.EvaluationSet;
import io.sentiment.cli.options.Overlap;
import io.sentiment.cli.options.UnusableRowPolicy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What a model was trained on, which it does not tell. */
final class AgainstOption {

    @Option(
            names = "--against",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Rows that the model was trained on: each file of --data is measured without those that have or"
                            + " resemble a text of them too.")
    private List<Path> training = List.of();

    /** The sets, each followed by what is left of it without such rows, if any. */
    List<EvaluationSet> compare(List<EvaluationSet> sets, UnusableRowPolicy unusableRows, PrintWriter report) {
        if (training.isEmpty() || sets.isEmpty()) {
            return sets;
        }
        Overlap overlap = new Overlap(List.of(), sets);
        overlap.learnable(unusableRows.read(training, report).rows(), (text, tokens) -> {});
        overlap.report(report);
        return overlap.tests();
    }
}

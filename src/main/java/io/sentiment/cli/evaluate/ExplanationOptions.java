package io.sentiment.cli.evaluate;

import io.sentiment.cli.options.EvaluationSet;
import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.cli.options.RowOptions;
import io.sentiment.rows.RowSample;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** On which texts it is measured how good explanations are. */
final class ExplanationOptions {

    @Option(
            names = "--explanations",
            paramLabel = "FILE",
            description =
                    "Labelled rows by whose texts explanations are measured: how far the probability of the predicted"
                            + " label falls when the words are deleted that an explanation ranks first.")
    private @Nullable Path file;

    @Option(
            names = "--explanation-texts",
            paramLabel = "N",
            defaultValue = "200",
            description = "Texts of that file at most, drawn at random, always the same; default ${DEFAULT-VALUE}.")
    private int texts = 200;

    boolean areMeasured() {
        return file != null;
    }

    /** @throws InvalidInputException if an option has a value that it cannot have */
    void requireValid() {
        if (texts < 1) {
            throw new InvalidInputException("--explanation-texts must be at least 1, but is " + texts + ".");
        }
    }

    /** A sample of the file, or null if none is named. */
    @Nullable
    EvaluationSet read(RowOptions rows, PrintWriter report) {
        if (file == null) {
            return null;
        }
        EvaluationSet all = EvaluationSet.of(rows.read(List.of(file), report));
        return new EvaluationSet(all.name(), RowSample.of(all.rows(), texts));
    }
}

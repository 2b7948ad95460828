package io.sentiment.cli;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.grammar.GeneratedRows;
import io.sentiment.rows.grammar.Grammar;
import io.sentiment.storage.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes labelled rows that a grammar makes. */
@Command(
        name = "generate",
        description = {
            "Writes labelled rows that a grammar makes, half of them positive, as a TSV file.",
            "Training rows for what is rare in data sets; models/grammar holds the grammars of the shipped models."
        },
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {

    @Option(
            names = "--grammar",
            paramLabel = "FILE",
            arity = "1..*",
            required = true,
            description = "The grammar, in one file or in several that belong together.")
    private List<Path> grammar = List.of();

    @Option(names = "--rows", paramLabel = "N", required = true, description = "Different texts to write.")
    private int rows;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of all random choices: the same seed gives the same rows; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "File to write, or to replace.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        if (rows < 2) {
            throw new InvalidInputException("--rows must be at least 2, but is " + rows + ".");
        }
        List<LabelledRow> drawn = GeneratedRows.draw(Grammar.read(grammar), rows, seed);
        AtomicFile.write(out, stream -> {
            stream.write("label\ttext\n".getBytes(StandardCharsets.UTF_8));
            for (LabelledRow row : drawn) {
                String line = (row.positive() ? 1 : 0) + "\t" + row.text() + "\n";
                stream.write(line.getBytes(StandardCharsets.UTF_8));
            }
        });
        return 0;
    }
}

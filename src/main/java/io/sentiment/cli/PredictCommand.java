package io.sentiment.cli;

import io.sentiment.cli.options.EngineOptions;
import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.cli.options.Json;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.InferenceEngine;
import io.sentiment.prediction.Prediction;
import io.sentiment.reading.Reading;
import io.sentiment.reading.ReadingState;
import io.sentiment.text.TextReader.ReadText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Predicts texts, a line each. */
@Command(
        name = "predict",
        description = {
            "Predicts texts, a line each, and prints a JSON object a line.",
            "A blank line is reported, skipped, and makes the exit code 2."
        },
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {

    private static final int BATCH_SIZE = 64;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private BundleChoice choice = new BundleChoice();

    @Mixin
    private EngineOptions engines = new EngineOptions();

    @Option(
            names = "--stateful",
            description =
                    "Read all lines as one text, and print the answer so far after each of them. Only for a network"
                            + " that reads forwards and answers from its last state.")
    private boolean stateful;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Texts in UTF-8; standard input if left out.")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException {
        ModelBundle bundle = choice.open();
        if (stateful && !bundle.manifest().architecture().carriesState()) {
            throw new InvalidInputException("The network of " + bundle.version()
                    + " reads backwards too, or pools all its states: it cannot read a text line by line.");
        }
        if (file == null) {
            // Standard input is not ours to close.
            return predict(reader(System.in), bundle);
        }
        try (BufferedReader reader = reader(Files.newInputStream(file))) {
            return predict(reader, bundle);
        }
    }

    private static BufferedReader reader(InputStream input) {
        return new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    private int predict(BufferedReader reader, ModelBundle bundle) throws IOException {
        try (InferenceEngine engine = engines.open(bundle)) {
            return stateful ? readOn(reader, bundle, engine) : predict(reader, bundle, engine);
        }
    }

    /** A blank line is a part of the text that says nothing. */
    private int readOn(BufferedReader reader, ModelBundle bundle, InferenceEngine engine) throws IOException {
        ReadingState state = null;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            ReadText read = bundle.reader().read(line);
            Reading reading = Reading.of(
                    bundle.manifest(),
                    read,
                    state,
                    engine.read(List.of(Reading.piece(read, state))).get(0));
            state = reading.state();
            spec.commandLine().getOut().println(Json.line(reading.prediction()));
            spec.commandLine().getOut().flush();
        }
        return ExitCode.OK;
    }

    private int predict(BufferedReader reader, ModelBundle bundle, InferenceEngine engine) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        int exitCode = ExitCode.OK;
        List<ReadText> batch = new ArrayList<>();
        long number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (line.isBlank()) {
                spec.commandLine().getErr().println("Line " + number + " is blank.");
                exitCode = ExitCode.USAGE;
            } else {
                batch.add(bundle.reader().read(line));
            }
            // A person who types lines gets each answer at once; a pipe gets full batches.
            if (batch.size() == BATCH_SIZE || !reader.ready()) {
                print(batch, bundle, engine, out);
            }
        }
        print(batch, bundle, engine, out);
        return exitCode;
    }

    private static void print(List<ReadText> batch, ModelBundle bundle, InferenceEngine engine, PrintWriter out) {
        float[] probabilities = engine.positiveProbabilities(
                batch.stream().map(ReadText::encoded).toList());
        for (int row = 0; row < probabilities.length; row++) {
            out.println(Json.line(Prediction.of(bundle.manifest(), batch.get(row), probabilities[row])));
        }
        batch.clear();
    }
}

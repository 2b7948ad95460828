package io.sentiment.cli;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.model.bundle.ModelVersion;
import io.sentiment.model.keras.ExpectedProbability;
import io.sentiment.model.keras.ImportedModel;
import io.sentiment.model.keras.KerasImport;
import io.sentiment.model.keras.VocabularyKind;
import io.sentiment.text.rules.TextRules.Side;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a bundle of a model of Keras. */
@Command(
        name = "import",
        description = {
            "Makes a bundle of a model that Keras saved, which answers as it does in Keras.",
            "No code of its files is run; whatever cannot be imported is refused with the reason."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

    /** Without a word that says anything: what counts is that both programs answer alike. */
    private static final List<String> EXAMPLES =
            List.of("this was a very good day", "this was a very bad day", "i do not know what to say");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--keras",
            paramLabel = "FILE",
            required = true,
            description = "The model: HDF5 of Keras 1.2, 2 or 3, or a .keras file.")
    private Path keras = Path.of("");

    @Option(
            names = "--vocabulary",
            paramLabel = "FILE",
            description = {
                "Its words: the JSON or the pickle of a Tokenizer, a word_index as JSON, a list of tokens as pickle, or a"
                        + " text with a token a line.",
                "Left out where the model has a TextVectorization layer with its vocabulary."
            })
    private @Nullable Path vocabulary;

    @Option(
            names = "--vocabulary-kind",
            paramLabel = "KIND",
            defaultValue = "auto",
            description = "auto as the file says, or imdb: numbers are raised by 3, 1 begins a text, 2 is unknown.")
    private VocabularyKind kind = VocabularyKind.AUTO;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "Name of the model.")
    private String name = "";

    @Option(
            names = "--language",
            paramLabel = "TAG",
            required = true,
            split = ",",
            description = "Language of its texts as a BCP 47 tag, such as en; several with commas between them.")
    private List<String> languages = List.of();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for the bundle.")
    private Path out = Path.of("");

    @Option(
            names = "--padding",
            paramLabel = "SIDE",
            description = "Where its texts were padded: pre, post or none; pre, as in Keras, where nobody says.")
    private @Nullable Side padding;

    @Option(
            names = "--truncating",
            paramLabel = "SIDE",
            description = "Where its texts were truncated: pre or post; pre, as in Keras, where nobody says.")
    private @Nullable Side truncating;

    @Option(
            names = "--maximum-length",
            paramLabel = "N",
            description = "Ids that its texts were padded or truncated to, where the model does not say.")
    private @Nullable Integer maximumLength;

    @Option(
            names = "--positive",
            paramLabel = "INDEX",
            defaultValue = "1",
            description =
                    "Output that is the probability of the positive label, from 0; default ${DEFAULT-VALUE}. Of one"
                            + " output, 0 if it is that of the negative label.")
    private int positive = 1;

    @Option(names = "--logits", description = "The last layer has no activation and gives log odds.")
    private boolean logits;

    @Option(
            names = "--threshold",
            paramLabel = "P",
            defaultValue = "0.5",
            description = "Probability from which a text is called positive; default ${DEFAULT-VALUE}.")
    private double threshold = 0.5;

    @Option(
            names = "--verify",
            paramLabel = "FILE",
            description =
                    "What Keras answers, a JSON object a line with text and positive: the import is refused if the"
                            + " bundle answers anything else.")
    private @Nullable Path verify;

    @Override
    public Integer call() throws IOException {
        requireUsable();
        KerasImport order =
                new KerasImport(keras, vocabulary, kind, padding, truncating, maximumLength, positive, logits);
        ImportedModel model = order.read();
        List<ExpectedProbability> expected =
                verify == null ? List.of() : ExpectedProbability.read(Files.readAllBytes(verify));
        model.verify(expected);
        try {
            model.write(out, new ModelVersion(name, 1), languages, threshold);
        } catch (IllegalArgumentException refusal) {
            throw InvalidInputException.of(refusal);
        }
        report(model, expected.size());
        return ExitCode.OK;
    }

    private void requireUsable() {
        if (truncating == Side.NONE) {
            throw new InvalidInputException("--truncating must be pre or post.");
        }
        if (maximumLength != null && maximumLength < 1) {
            throw new InvalidInputException("--maximum-length must be at least 1, but is " + maximumLength + ".");
        }
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new InvalidInputException("--out must name a folder.");
        }
    }

    private void report(ImportedModel model, int verified) {
        PrintWriter report = spec.commandLine().getOut();
        report.print(model.summary().toText(name));
        model.notes().forEach(report::println);
        if (verified > 0) {
            report.printf("%d texts were answered as in Keras.%n", verified);
        } else {
            report.println("Compare with Keras:");
            float[] found = model.probabilities(EXAMPLES);
            for (int index = 0; index < found.length; index++) {
                report.println(String.format(Locale.ROOT, "%.6f  %s", found[index], EXAMPLES.get(index)));
            }
        }
        report.println("The bundle is in " + out + ".");
    }
}

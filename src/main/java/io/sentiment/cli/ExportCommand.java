package io.sentiment.cli;

import io.sentiment.model.keras.KerasExport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a network for Keras. */
@Command(
        name = "export",
        description = {
            "Writes the network of a bundle as a .keras file of Keras 3, and its vocabulary beside it.",
            "'import' makes the same bundle of both."
        },
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private BundleChoice choice = new BundleChoice();

    @Option(
            names = "--keras",
            paramLabel = "FILE",
            required = true,
            description = "The file to write, or to replace; the vocabulary is FILE.vocabulary.json.")
    private Path keras = Path.of("");

    @Override
    public Integer call() throws IOException {
        PrintWriter report = spec.commandLine().getOut();
        new KerasExport(choice.open()).write(keras).forEach(report::println);
        report.println(
                "The network is in " + keras + ", its vocabulary in " + KerasExport.vocabularyBeside(keras) + ".");
        return ExitCode.OK;
    }
}

package io.sentiment.cli;

import io.sentiment.cli.options.Json;
import io.sentiment.model.bundle.ModelBundle;
import io.sentiment.network.NetworkSummary;
import io.sentiment.network.ParameterCount;
import io.sentiment.network.Preset;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the layers of a network with their parameters. */
@Command(
        name = "summary",
        description = "Prints the layers of a network with their parameters, as Keras does.",
        mixinStandardHelpOptions = true)
final class SummaryCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    /** What to summarise. */
    private static final class Subject {

        @Option(names = "--preset", paramLabel = "PRESET", description = "An architecture: ${COMPLETION-CANDIDATES}.")
        private @Nullable Preset preset;

        @ArgGroup
        private BundleChoice bundle = new BundleChoice();
    }

    @Override
    public Integer call() throws IOException {
        String name;
        NetworkSummary summary;
        if (subject.preset != null) {
            name = subject.preset.label();
            summary = ParameterCount.of(subject.preset.architecture()).summary();
        } else {
            ModelBundle bundle = subject.bundle.open();
            name = bundle.manifest().model();
            // A file that is not of that architecture is refused.
            summary = ParameterCount.of(bundle.readWeights().architecture()).summary();
        }
        spec.commandLine().getOut().print(json ? Json.indented(summary) + "\n" : summary.toText(name));
        spec.commandLine().getOut().flush();
        return 0;
    }
}

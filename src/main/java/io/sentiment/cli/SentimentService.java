package io.sentiment.cli;

import io.sentiment.cli.evaluate.EvaluateCommand;
import io.sentiment.cli.train.TrainCommand;
import io.sentiment.launch.Launch;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The program: {@code serve} unless another command is named. */
@Command(
        name = "sentiment-service",
        description = "Classifies the sentiment of texts with recurrent networks, and trains them.",
        subcommands = {
            ServeCommand.class,
            TrainCommand.class,
            GenerateCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            SummaryCommand.class,
            TraceCommand.class,
            ExplainCommand.class,
            RetrainCommand.class,
            RehearseCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            TokenCommand.class,
            HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = SentimentService.ProgramVersion.class)
public final class SentimentService {

    private static final String DEFAULT_COMMAND = "serve";

    private SentimentService() {}

    /** Runs a command and ends the process with its exit code: 0, 1 for a failure, 2 for bad input. */
    public static void main(String[] arguments) {
        Launch.fromUnpackedJar(SentimentService.class, arguments);
        Optional<String> fault = LocaleCheck.fault(arguments);
        if (fault.isPresent()) {
            utf8(System.err).println(fault.get());
            System.exit(ExitCode.USAGE);
        }
        NativeMemoryLimits.apply();
        OpenMpWaiting.shorten();
        int exitCode = run(utf8(System.out), utf8(System.err), arguments);
        if (exitCode != ServeCommand.SERVING) {
            System.exit(exitCode);
        }
    }

    /** Runs a command and returns its exit code, or {@link ServeCommand#SERVING}. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        if (Arrays.stream(arguments).allMatch(SentimentService::isSetting)) {
            // Without the classes that tell commands apart, which take a start a quarter of a second.
            return ServeCommand.serve(List.of(arguments));
        }
        String[] command = withDefault(arguments);
        if (!command[0].equals(DEFAULT_COMMAND)) {
            // Commands print results; what libraries log goes to standard error, warnings only.
            System.setProperty("logback.configurationFile", "logback-command.xml");
        }
        return commandLine().setOut(out).setErr(err).execute(command);
    }

    private static CommandLine commandLine() {
        return new CommandLine(new SentimentService())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler(CommandErrors::ofParameters)
                .setExecutionExceptionHandler(CommandErrors::ofExecution);
    }

    /** Whatever the locale: a table or a text may hold any character. */
    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static boolean isSetting(String argument) {
        return argument.startsWith("--") && argument.contains("=");
    }

    /** Arguments that begin with no command of ours are settings of Spring Boot, such as {@code --server.port=80}. */
    private static String[] withDefault(String[] arguments) {
        List<String> known = Stream.concat(
                        commandLine().getSubcommands().keySet().stream(), Stream.of("-h", "--help", "-V", "--version"))
                .toList();
        @Nullable String first = arguments.length == 0 ? null : arguments[0];
        if (first != null && (known.contains(first) || !first.startsWith("--"))) {
            return arguments;
        }
        return Stream.concat(Stream.of(DEFAULT_COMMAND), Arrays.stream(arguments))
                .toArray(String[]::new);
    }

    /** The version in the jar's manifest. */
    static final class ProgramVersion implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = SentimentService.class.getPackage().getImplementationVersion();
            return new String[] {"sentiment-service " + (version == null ? "(not packaged)" : version)};
        }
    }
}

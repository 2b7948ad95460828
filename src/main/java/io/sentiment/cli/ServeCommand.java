package io.sentiment.cli;

import io.sentiment.SentimentApplication;
import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.launch.Launch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Unmatched;

/** Starts the HTTP service and returns while it runs. */
@Command(
        name = "serve",
        description = {
            "Answers over HTTP until it is stopped. This is the default command.",
            "Any setting can be given as --name=value, for example --server.port=8081."
        },
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    /** No exit code: the service goes on. */
    static final int SERVING = -1;

    @Unmatched
    private final List<String> settings = new ArrayList<>();

    @Override
    public Integer call() {
        for (String setting : settings) {
            if (!setting.startsWith("--")) {
                throw new InvalidInputException("'" + setting + "' is neither a command nor a setting (--name=value).");
            }
        }
        return serve(settings);
    }

    /** Starts the service with settings, each as {@code --name=value}. */
    static int serve(List<String> settings) {
        try {
            SentimentApplication.start(settings.toArray(String[]::new));
        } catch (RuntimeException reported) {
            // Spring Boot has told the user what stopped the start.
            return ExitCode.SOFTWARE;
        }
        Launch.ofThisProcess()
                .ifPresent(launch -> launch.prepareNextStart(List.of(RehearseCommand.NAME, "--attached")));
        return SERVING;
    }
}

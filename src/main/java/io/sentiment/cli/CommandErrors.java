package io.sentiment.cli;

import io.sentiment.cli.options.InvalidInputException;
import io.sentiment.evaluation.BehaviourSuite.UnusableSuiteException;
import io.sentiment.model.LoadedModels.DuplicateVersionException;
import io.sentiment.model.LoadedModels.NoBundlesException;
import io.sentiment.model.UnknownModelException;
import io.sentiment.model.bundle.UnreadableBundleException;
import io.sentiment.model.keras.UnusableKerasFileException;
import io.sentiment.network.engines.EngineSelection.UnavailableEngineException;
import io.sentiment.platform.security.UnusableSettingsException;
import io.sentiment.rows.UnusableDataException;
import io.sentiment.training.process.UnusableOrderException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns exceptions into one sentence on standard error and an exit code. */
final class CommandErrors {

    private static final Set<Class<? extends Exception>> BAD_INPUT = Set.of(
            InvalidInputException.class,
            UnavailableEngineException.class,
            UnusableDataException.class,
            UnusableOrderException.class,
            UnusableSuiteException.class,
            UnreadableBundleException.class,
            UnusableKerasFileException.class,
            UnknownModelException.class,
            NoBundlesException.class,
            DuplicateVersionException.class,
            UnusableSettingsException.class,
            FileAlreadyExistsException.class,
            NoSuchFileException.class);

    private CommandErrors() {}

    static int ofParameters(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        String hint = " Try '" + command.getCommandSpec().qualifiedName() + " --help'.";
        command.getErr().println(sentence(exception) + hint);
        return ExitCode.USAGE;
    }

    static int ofExecution(Exception exception, CommandLine command, ParseResult result) {
        command.getErr().println(sentence(exception));
        return BAD_INPUT.contains(exception.getClass()) ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    private static String sentence(Exception exception) {
        String message = exception.getMessage();
        if (exception instanceof FileAlreadyExistsException exists) {
            message = exists.getFile() + " exists already";
        } else if (exception instanceof NoSuchFileException missing) {
            message = "There is no file " + missing.getFile();
        }
        if (message == null || message.isBlank()) {
            message = "The command failed with " + exception.getClass().getSimpleName();
        }
        return message.endsWith(".") ? message : message + ".";
    }
}

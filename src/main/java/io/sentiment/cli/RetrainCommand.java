package io.sentiment.cli;

import io.sentiment.cli.options.Json;
import io.sentiment.network.engines.TrainingDevice;
import io.sentiment.training.process.OrderFolder;
import io.sentiment.training.process.OrderedTraining;
import io.sentiment.training.process.TrainerCommand;
import io.sentiment.training.process.TrainerExit;
import io.sentiment.training.process.TrainerProperties;
import io.sentiment.training.process.TrainingEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the service runs in a process of its own for each retraining; not meant for people. */
@Command(
        name = "retrain",
        description = "Carries out the training order in a folder, and prints its progress as JSON Lines.",
        hidden = true,
        mixinStandardHelpOptions = true)
final class RetrainCommand implements Callable<Integer> {

    /** Tells the service how to start this command. */
    @Configuration(proxyBeanMethods = false)
    static class Registration {

        @Bean
        TrainerCommand trainerCommand(TrainerProperties properties) {
            return new TrainerCommand(properties, SentimentService.class);
        }
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--order", paramLabel = "DIR", required = true, description = "Folder with order.json.")
    private Path order = Path.of("");

    @Option(
            names = "--attached",
            description = "End when standard input does, which tells that the process that started this one has ended.")
    private boolean attached;

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = TrainingDevice.AUTO, description = "What trains.")
    private String device = TrainingDevice.AUTO;

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            defaultValue = TrainingDevice.AUTO,
            description = "Numbers in which matrices are multiplied.")
    private String precision = TrainingDevice.AUTO;

    @Override
    public Integer call() throws IOException {
        if (attached) {
            ParentProcess.endWithIt();
        }
        try {
            new OrderedTraining(new OrderFolder(order), this::print, TrainingDevice.of(device, precision)).run();
            return TrainerExit.DONE;
        } catch (RuntimeException | OutOfMemoryError e) {
            OutOfMemoryError exhaustion = exhaustion(e);
            if (exhaustion == null) {
                throw e;
            }
            spec.commandLine().getErr().println(exhaustion.getMessage());
            return TrainerExit.NATIVE_MEMORY_EXHAUSTED;
        }
    }

    /** What JavaCPP throws when its bounds are reached, which DL4J may wrap. An exhausted heap ends the process itself. */
    private static @Nullable OutOfMemoryError exhaustion(Throwable throwable) {
        for (Throwable cause = throwable; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError error) {
                return error;
            }
        }
        return null;
    }

    private void print(TrainingEvent event) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(Json.line(event));
        out.flush();
    }
}

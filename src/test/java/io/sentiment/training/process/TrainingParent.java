package io.sentiment.training.process;

import io.sentiment.cli.SentimentService;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.springframework.util.unit.DataSize;

/** A program that starts a training, prints its process id when it trains, and waits to be killed. */
final class TrainingParent {

    private TrainingParent() {}

    /** The training process that this process has started and that has not ended. */
    static ProcessHandle trainer() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();
    }

    public static void main(String[] arguments) throws Exception {
        TrainerCommand command = new TrainerCommand(
                new TrainerProperties(DataSize.ofMegabytes(256), DataSize.ofMegabytes(512), 0, 15, "auto", "auto"),
                SentimentService.class);
        CountDownLatch trains = new CountDownLatch(1);
        try (TrainerProcess process =
                TrainerProcess.start(new OrderFolder(Path.of(arguments[0])), command, event -> trains.countDown())) {
            trains.await();
            System.out.println(trainer().pid());
            process.await();
        }
    }
}

package io.sentiment.training.process;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.springframework.util.unit.DataSize;

/** A program that starts a training, prints its process id when it trains, and waits to be killed. */
final class TrainingParent {

    private TrainingParent() {}

    public static void main(String[] arguments) throws Exception {
        TrainerProperties properties =
                new TrainerProperties(DataSize.ofMegabytes(256), DataSize.ofMegabytes(512), 0, 15);
        CountDownLatch trains = new CountDownLatch(1);
        try (TrainerProcess process =
                TrainerProcess.start(new OrderFolder(Path.of(arguments[0])), properties, event -> trains.countDown())) {
            trains.await();
            System.out.println(process.processId());
            process.await();
        }
    }
}

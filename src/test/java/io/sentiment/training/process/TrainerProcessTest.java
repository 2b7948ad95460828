package io.sentiment.training.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.cli.SentimentService;
import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.engines.TrainingDevice;
import io.sentiment.training.process.TrainingEvent.Epoch;
import io.sentiment.training.process.TrainingEvent.Finished;
import io.sentiment.training.process.TrainingEvent.Started;
import io.sentiment.training.process.TrainingOutcome.Cancelled;
import io.sentiment.training.process.TrainingOutcome.Completed;
import io.sentiment.training.process.TrainingOutcome.Failed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class TrainerProcessTest {

    private static final TrainingOrder.Start SCRATCH = new TrainingOrder.Start.Scratch(SmallOrder.ARCHITECTURE);
    private static final TrainingSettings ENDLESS = new TrainingSettings(10_000, 16, 0.001, 1, 10_000, 3);
    private static final TrainerCommand COMMAND = command(256, 512);

    @TempDir
    Path temporary;

    private final BlockingQueue<TrainingEvent> events = new LinkedBlockingQueue<>();

    @Test
    void anOrderIsCarriedOutWithTheResultThatThisProcessWouldGet() throws Exception {
        OrderFolder here = SmallOrder.write(temporary.resolve("here"), SmallOrder.order(SCRATCH, SmallOrder.SETTINGS));
        new OrderedTraining(here, event -> {}, TrainingDevice.of("cpu", TrainingDevice.AUTO)).run();
        OrderFolder folder =
                SmallOrder.write(temporary.resolve("there"), SmallOrder.order(SCRATCH, SmallOrder.SETTINGS));

        try (TrainerProcess process = TrainerProcess.start(folder, COMMAND, events::add)) {
            assertThat(process.await()).isInstanceOfSatisfying(Completed.class, completed -> {
                assertSameResult(completed.report(), report(here));
                assertThat(events)
                        .last()
                        .isEqualTo(new Finished(completed.report().decision()));
            });
        }
        assertThat(events.peek()).isInstanceOf(Started.class);
        assertThat(events).filteredOn(Epoch.class::isInstance).hasSize(4);
    }

    @Test
    void aKilledTrainingSaysSoAndGoesOnToTheSameResult() throws Exception {
        OrderFolder whole = SmallOrder.write(temporary.resolve("whole"), order(20));
        assertThat(outcome(whole, COMMAND)).isInstanceOf(Completed.class);
        events.clear();
        OrderFolder folder = SmallOrder.write(temporary.resolve("killed"), order(20));
        try (TrainerProcess process = TrainerProcess.start(folder, COMMAND, events::add)) {
            await(Epoch.class);
            TrainingParent.trainer().destroyForcibly();

            assertThat(process.await()).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.reason())
                        .isEqualTo(
                                "The training process was killed from outside (signal 9, SIGKILL), most likely by the"
                                        + " system because memory ran out: give the machine more, or lower"
                                        + " sentiment.training.max-heap and max-native.");
            });
        }
        events.clear();

        try (TrainerProcess process = TrainerProcess.start(folder, COMMAND, events::add)) {
            assertThat(process.await()).isInstanceOf(Completed.class);
        }

        assertThat(await(Started.class).finishedEpochs()).isPositive();
        assertSameResult(report(folder), report(whole));
    }

    @Test
    void aCancelledTrainingEndsAndCanBeGoneOnWith() throws Exception {
        OrderFolder folder = SmallOrder.write(temporary.resolve("cancelled"), SmallOrder.order(SCRATCH, ENDLESS));
        TrainerProcess process = TrainerProcess.start(folder, COMMAND, events::add);
        await(Epoch.class);
        ProcessHandle trainer = TrainingParent.trainer();

        process.cancel();

        assertThat(process.await()).isEqualTo(new Cancelled());
        assertThat(trainer.isAlive()).isFalse();
        events.clear();
        try (TrainerProcess next = TrainerProcess.start(folder, COMMAND, events::add)) {
            assertThat(await(Started.class).finishedEpochs()).isPositive();
            next.cancel();
            assertThat(next.await()).isEqualTo(new Cancelled());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aProcessThatDoesNotReactIsKilled() throws Exception {
        OrderFolder folder = SmallOrder.write(temporary.resolve("deaf"), SmallOrder.order(SCRATCH, ENDLESS));
        TrainerProcess process = TrainerProcess.start(folder, COMMAND, events::add);
        await(Epoch.class);
        ProcessHandle trainer = TrainingParent.trainer();
        new ProcessBuilder("kill", "-STOP", Long.toString(trainer.pid()))
                .start()
                .waitFor();

        process.cancel();

        assertThat(trainer.isAlive()).isFalse();
        assertThat(process.await()).isEqualTo(new Cancelled());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theProcessGivesWayToOthersAndEndsWithItsParent() throws Exception {
        OrderFolder folder = SmallOrder.write(temporary.resolve("orphan"), SmallOrder.order(SCRATCH, ENDLESS));
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainingParent.class.getName(),
                        folder.path().toString())
                .redirectError(temporary.resolve("parent.txt").toFile())
                .start();
        long child = Long.parseLong(Objects.requireNonNull(parent.inputReader().readLine()));
        List<String> stat =
                List.of(Files.readString(Path.of("/proc/" + child + "/stat")).split(" "));
        assertThat(stat.get(18)).as("niceness, the 19th field (man 5 proc)").isEqualTo("15");

        parent.destroyForcibly().waitFor();

        for (int tries = 0; isRunning(child); tries++) {
            assertThat(tries).as("a hundred times 0.1 seconds after its parent").isLessThan(100);
            Thread.sleep(100);
        }
    }

    @Test
    void whatIsWrongWithAnOrderBecomesTheReason() throws Exception {
        OrderFolder folder = SmallOrder.write(temporary.resolve("bad"), SmallOrder.order(SCRATCH, ENDLESS));
        Files.delete(folder.heldOut("upload"));
        Files.writeString(folder.training(), "{\"label\": 1, \"text\": \" \"}\n");

        assertThat(outcome(folder, COMMAND)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo("training.jsonl.gz, line 1: The text is empty.");
        });
    }

    @Test
    void aHeapThatIsTooSmallBecomesTheReason() throws Exception {
        // One text of 60,000 words pads 300 others: 2 · 300 · 60,000 floats.
        Architecture longest = new Architecture(200, 8, Cell.LSTM, 8, 1, false, 60_000, 0.1);
        TrainingSettings oneBatch = new TrainingSettings(1, 512, 0.001, 1, 1, 3);
        OrderFolder folder = SmallOrder.write(
                temporary.resolve("heap"), SmallOrder.order(new TrainingOrder.Start.Scratch(longest), oneBatch));
        SmallOrder.rows(folder.training(), 300, 1, "", " film".repeat(60_000));

        assertThat(outcome(folder, command(64, 512))).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.reason())
                    .isEqualTo("The training ran out of heap: it may have 64 MB; raise sentiment.training.max-heap, or"
                            + " train on fewer rows.");
        });
    }

    @Test
    void nativeMemoryThatIsTooSmallBecomesTheReason() throws Exception {
        // 4 · 4,000 · (4,000 + 8) weights of four bytes, and as much again for their gradient and twice for Adam.
        Architecture widest = new Architecture(200, 8, Cell.LSTM, 4_000, 1, false, 16, 0.1);
        OrderFolder folder = SmallOrder.write(
                temporary.resolve("native"),
                SmallOrder.order(new TrainingOrder.Start.Scratch(widest), SmallOrder.SETTINGS));

        assertThat(outcome(folder, command(256, 64))).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.reason())
                    .isEqualTo("The training ran out of native memory: it may have 64 MB; raise"
                            + " sentiment.training.max-native, or train a smaller network or smaller batches.");
        });
    }

    private TrainingOutcome outcome(OrderFolder folder, TrainerCommand command) throws Exception {
        try (TrainerProcess process = TrainerProcess.start(folder, command, events::add)) {
            return process.await();
        }
    }

    /** Where arrays lie in memory decides how vector instructions round, so processes may differ by that. */
    private static void assertSameResult(TrainingReport actual, TrainingReport expected) {
        assertThat(actual)
                .usingRecursiveComparison()
                .ignoringFields("bundleSha256", "bundleBytes", "seconds")
                .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b), Double.class)
                .isEqualTo(expected);
    }

    /** The next event of that type. */
    private <T extends TrainingEvent> T await(Class<T> type) throws InterruptedException {
        List<TrainingEvent> seen = new ArrayList<>();
        while (true) {
            TrainingEvent event = events.poll(2, TimeUnit.MINUTES);
            assertThat(event).as("after %s", seen).isNotNull();
            if (type.isInstance(event)) {
                return type.cast(event);
            }
            seen.add(event);
        }
    }

    /** A process that has ended stays in the table until someone asks for its exit code. */
    private static boolean isRunning(long process) throws IOException {
        Path stat = Path.of("/proc/" + process + "/stat");
        return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
    }

    private static TrainingOrder order(int epochs) {
        return SmallOrder.order(SCRATCH, new TrainingSettings(epochs, 16, 0.02, 1, epochs, 3));
    }

    private static TrainerCommand command(int heapMegabytes, int nativeMegabytes) {
        return new TrainerCommand(
                new TrainerProperties(
                        DataSize.ofMegabytes(heapMegabytes),
                        DataSize.ofMegabytes(nativeMegabytes),
                        0,
                        15,
                        "auto",
                        "auto"),
                SentimentService.class);
    }

    private static TrainingReport report(OrderFolder folder) {
        try {
            return Objects.requireNonNull(folder.readReport());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.sentiment.training.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class TrainerCommandTest {

    @TempDir
    Path folder;

    @Test
    void memoryAndThreadsAreBounded() {
        ProcessBuilder process = command(DataSize.ofMegabytes(100), DataSize.ofMegabytes(200), 3);

        assertThat(process.command())
                .contains(
                        "-Xmx104857600",
                        "-Dorg.bytedeco.javacpp.maxbytes=209715200",
                        // Heap, arrays, and 512 MB for the Java machine itself.
                        "-Dorg.bytedeco.javacpp.maxphysicalbytes=851443712")
                .endsWith(
                        "retrain",
                        "--attached",
                        "--device",
                        "auto",
                        "--precision",
                        "auto",
                        "--order",
                        folder.toString());
        assertThat(process.environment()).containsEntry("OMP_NUM_THREADS", "3");
        assertThat(process.directory()).isEqualTo(folder.toFile());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whoeverTakesOnlyWhatIsLeftIsScheduledAsIdle() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/chrt")), "There is no command chrt here.");
        List<String> command = new TrainerCommand(
                        new TrainerProperties(
                                DataSize.ofMegabytes(64), DataSize.ofMegabytes(64), 0, 19, "auto", "auto"),
                        TrainingParent.class)
                .processFor(new OrderFolder(folder))
                .command();
        List<String> sleep = new ArrayList<>(command.subList(0, 3));
        sleep.addAll(List.of("sleep", "60"));

        Process process = new ProcessBuilder(sleep).start();
        try {
            // The 41st field (man 5 proc) is the policy; 5 is SCHED_IDLE (sched.h). It is set before the program
            // starts.
            await().atMost(20, SECONDS)
                    .until(() -> List.of(Files.readString(Path.of("/proc/" + process.pid() + "/stat"))
                                    .split(" "))
                            .get(40)
                            .equals("5"));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theEnvironmentHoldsNoSecrets() {
        Map<String, String> environment =
                command(DataSize.ofMegabytes(64), DataSize.ofMegabytes(64), 0).environment();

        // Maven gives this process one variable that the other does not need.
        assertThat(System.getenv()).containsKey("GOMP_SPINCOUNT");
        assertThat(environment).doesNotContainKeys("GOMP_SPINCOUNT", "OMP_NUM_THREADS");
        assertThat(environment).containsEntry("PATH", System.getenv("PATH"));
    }

    @Test
    void aPackagedJarStartsItselfAndClassesStartTheMainClassThatIsHandedIn() {
        TrainerCommand command = new TrainerCommand(
                new TrainerProperties(DataSize.ofMegabytes(64), DataSize.ofMegabytes(64), 0, 15, "auto", "auto"),
                TrainingParent.class);
        String jar = folder.resolve("sentiment-service.jar").toString();
        String classes = folder.resolve("classes").toString();

        assertThat(command.program(jar)).isEqualTo(List.of("-jar", jar));
        assertThat(command.program("service.jar"))
                .isEqualTo(
                        List.of("-jar", Path.of("service.jar").toAbsolutePath().toString()));
        assertThat(command.program(classes))
                .isEqualTo(List.of("-cp", classes, "io.sentiment.training.process.TrainingParent"));
        assertThat(command.program(classes + File.pathSeparator + jar))
                .isEqualTo(List.of(
                        "-cp", classes + File.pathSeparator + jar, "io.sentiment.training.process.TrainingParent"));
    }

    private ProcessBuilder command(DataSize heap, DataSize arrays, int threads) {
        return new TrainerCommand(
                        new TrainerProperties(heap, arrays, threads, 15, "auto", "auto"), TrainingParent.class)
                .processFor(new OrderFolder(folder));
    }
}

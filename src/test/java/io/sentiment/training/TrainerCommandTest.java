package io.sentiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
                .endsWith("retrain", "--attached", "--order", folder.toString());
        assertThat(process.environment()).containsEntry("OMP_NUM_THREADS", "3");
        assertThat(process.directory()).isEqualTo(folder.toFile());
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
    void aPackagedJarStartsItselfAndClassesStartTheirMainClass() {
        String jar = folder.resolve("sentiment-service.jar").toString();
        String classes = folder.resolve("classes").toString();

        assertThat(TrainerCommand.program(jar)).isEqualTo(List.of("-jar", jar));
        assertThat(TrainerCommand.program("service.jar"))
                .isEqualTo(
                        List.of("-jar", Path.of("service.jar").toAbsolutePath().toString()));
        assertThat(TrainerCommand.program(classes))
                .isEqualTo(List.of("-cp", classes, "io.sentiment.cli.SentimentService"));
        assertThat(TrainerCommand.program(classes + File.pathSeparator + jar))
                .isEqualTo(List.of("-cp", classes + File.pathSeparator + jar, "io.sentiment.cli.SentimentService"));
    }

    private ProcessBuilder command(DataSize heap, DataSize arrays, int threads) {
        return new TrainerCommand(new TrainerProperties(heap, arrays, threads, 15)).processFor(new OrderFolder(folder));
    }
}

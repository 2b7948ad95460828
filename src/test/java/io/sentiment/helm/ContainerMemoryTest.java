package io.sentiment.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.helm.ContainerMemory.Run;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory rule of the container, as docs/operations.md tells it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "It is a script of the Linux image.")
class ContainerMemoryTest {

    private static final Map<String, String> SERVER = Map.of("SENTIMENT_ROLES", "serve");

    @TempDir
    Path folder;

    private ContainerMemory container;

    @BeforeEach
    void container() throws Exception {
        container = new ContainerMemory(folder);
    }

    @Test
    void aServerHalvesWhatItsJavaMachineLeaves() throws Exception {
        Run run = container.version2(bytes(1024)).start(SERVER);

        // 921 of 1024 MiB are given out, and 921 - 288 = 633 are halved.
        assertThat(run.heap()).isEqualTo(316);
        assertThat(run.arrays()).isEqualTo(317);
        assertThat(run.process()).isEqualTo(921);
        assertThat(run.output()).doesNotContain("SENTIMENT_TRAINING");
    }

    @Test
    void aServerThatTrainsLeavesATrainingProcessItsPart() throws Exception {
        Run run = container.version2(bytes(1024)).start(Map.of());

        // 921 - 288 - 192 = 441 are quartered; the training process may have 192 + 110 + 110 = 412 of the 921.
        assertThat(run.heap()).isEqualTo(110);
        assertThat(run.arrays()).isEqualTo(110);
        assertThat(run.trainingHeap()).isEqualTo(110);
        assertThat(run.trainingArrays()).isEqualTo(110);
        assertThat(run.process()).isEqualTo(921 - 412);
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 1025, 1536, 3000, 8192, 40_000})
    void theSumOfAllBoundsStaysBelowTheLimit(int limit) throws Exception {
        Run server = container.version2(bytes(limit)).start(SERVER);
        Run both = container.start(Map.of("SENTIMENT_ROLES", "serve,train"));

        assertThat(288 + server.heap() + server.arrays()).isLessThanOrEqualTo(limit * 9L / 10);
        assertThat(288 + both.heap() + both.arrays() + 192 + both.trainingHeap() + both.trainingArrays())
                .isLessThanOrEqualTo(limit * 9L / 10);
        assertThat(server.heap()).isLessThanOrEqualTo(4096);
    }

    @Test
    void theLookUpTableOfAVersionTakesAQuarterOfTheArraysAtMost() throws Exception {
        assertThat(container.version2(bytes(1024)).start(Map.of()).table()).isEqualTo(27);
        assertThat(container.version2(bytes(8192)).start(SERVER).table()).isEqualTo(256);
    }

    @Test
    void version1OfControlGroupsIsReadToo() throws Exception {
        assertThat(container.version1(bytes(2048)).start(SERVER).process()).isEqualTo(1843);
    }

    @Test
    void withoutALimitTheMachinesMemoryCounts() throws Exception {
        assertThat(container.start(SERVER).process()).isEqualTo(58_982);
        assertThat(container.version2("max").start(SERVER).process()).isEqualTo(58_982);
        assertThat(container.version2("9223372036854771712").start(SERVER).process())
                .isEqualTo(58_982);
        assertThat(container.version2(bytes(100_000)).start(SERVER).process()).isEqualTo(58_982);
    }

    @Test
    void tooLittleMemoryIsRefusedInOneSentence() throws Exception {
        Run server = container.version2(bytes(767)).start(SERVER);
        Run both = container.version2(bytes(1023)).start(Map.of("SENTIMENT_ROLES", "train"));

        assertThat(server.exitCode()).isEqualTo(2);
        assertThat(server.output()).isEqualTo("The container has 767 MiB of memory: give it at least 768 MiB.\n");
        assertThat(both.output()).isEqualTo("The container has 1023 MiB of memory: give it at least 1024 MiB.\n");
    }

    /** The service would not start with names that are none of its settings. */
    @Test
    void theScriptsOwnVariablesStayInTheScript() throws Exception {
        Run run = container.version2(bytes(2048)).start(Map.of("SENTIMENT_HOME", "/elsewhere"));

        assertThat(run.output())
                .contains("argument /elsewhere/sentiment-service.jar\n")
                .doesNotContain("SENTIMENT_HOME", "SENTIMENT_CGROUP", "SENTIMENT_MEMINFO");
    }

    @Test
    void whatTheUserSetsStands() throws Exception {
        Run run = container
                .version2(bytes(2048))
                .start(
                        Map.of("JAVA_OPTS", "-Xmx99m -Dnote=a", "SENTIMENT_TRAINING_MAX_HEAP", "777MB"),
                        "summary",
                        "--model",
                        "two words");

        assertThat(run.trainingHeap()).isEqualTo(777);
        assertThat(run.output())
                .containsSubsequence("argument -Xmx", "argument -Xmx99m", "argument -Dnote=a", "argument -jar")
                .contains("argument summary\nargument --model\nargument two words\n");
    }

    private static String bytes(long mebibytes) {
        return Long.toString(mebibytes << 20);
    }
}

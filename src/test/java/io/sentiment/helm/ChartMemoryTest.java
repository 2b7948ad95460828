package io.sentiment.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.helm.ContainerMemory.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings of the Java machine fit each memory limit that the chart gives a container. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The settings come from a script of the Linux image.")
class ChartMemoryTest {

    @TempDir
    Path folder;

    static List<Path> valuesFiles() {
        return Chart.valuesFiles();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void theContainerStartsWithinItsLimit(Path values) throws Exception {
        for (Manifest deployment : Chart.render(values)) {
            if (!deployment.kind().equals("Deployment")) {
                continue;
            }
            Manifest container = deployment.pod().findFirst().orElseThrow().container();
            long limit = mebibytes(container.text("resources", "limits", "memory"));
            Run run = new ContainerMemory(folder)
                    .version2(Long.toString(limit << 20))
                    .start(Map.of("SENTIMENT_ROLES", roles(container)));

            assertThat(run.exitCode()).as(run.output()).isZero();
            assertThat(container.text("resources", "requests", "memory"))
                    .isEqualTo(container.text("resources", "limits", "memory"));
            long training = roles(container).contains("train") ? run.trainingHeap() + run.trainingArrays() : 0;
            assertThat(run.heap() + run.arrays() + training).isLessThan(limit * 9 / 10);
            assertThat(run.process() + training).isLessThan(limit);
        }
    }

    private static String roles(Manifest container) {
        return container.items("env").stream()
                .filter(variable -> variable.text("name").equals("SENTIMENT_ROLES"))
                .map(variable -> variable.text("value"))
                .findFirst()
                .orElseThrow();
    }

    private static long mebibytes(String quantity) {
        long number = Long.parseLong(quantity.substring(0, quantity.length() - 2));
        return quantity.endsWith("Gi") ? number * 1024 : number;
    }
}

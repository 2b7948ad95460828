package io.sentiment.network.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PTX that the program brings is what {@code src/main/cuda} says. */
class KernelsTest {

    private static final Path RESOURCE = Path.of("src/main/resources/io/sentiment/network/cuda", Kernels.PTX);
    private static final Pattern COMPILER = Pattern.compile("// Compiler Build ID: (.*)");

    @Test
    void thePtxIsWhatTheCompilerMakesOfTheSources(@TempDir Path folder) throws IOException {
        assumeTrue(StandIn.runs("nvcc", "--version") == 0, "this machine has no nvcc");
        Path compiled = folder.resolve("kernels.ptx");

        assertThat(StandIn.runs("src/main/cuda/compile.sh", compiled.toString()))
                .isZero();

        String made = Files.readString(compiled);
        String brought = Files.readString(RESOURCE);
        assumeTrue(
                COMPILER.matcher(made)
                        .results()
                        .map(found -> found.group(1))
                        .toList()
                        .equals(COMPILER.matcher(brought)
                                .results()
                                .map(found -> found.group(1))
                                .toList()),
                "this nvcc is another than that which made the file");
        assertThat(made).isEqualTo(brought);
    }

    /** A driver refuses PTX that is newer than itself, and translates any older one. */
    @Test
    void thePtxAsksForNoMoreThanATuringAndADriverOfCuda11() throws IOException {
        assertThat(Files.readAllLines(RESOURCE)).contains(".version 7.0", ".target sm_75", ".address_size 64");
    }

    @Test
    void thePtxTranslatesForEveryGenerationThatTheCompilerKnows(@TempDir Path folder) {
        assumeTrue(StandIn.runs("ptxas", "--version") == 0, "this machine has no ptxas");
        for (String gpu : new String[] {"sm_75", "sm_80", "sm_90", "sm_120"}) {
            String machineCode = folder.resolve(gpu).toString();
            assertThat(StandIn.runs("ptxas", "-arch=" + gpu, "-o", machineCode, RESOURCE.toString()))
                    .as(gpu)
                    .isZero();
        }
    }
}

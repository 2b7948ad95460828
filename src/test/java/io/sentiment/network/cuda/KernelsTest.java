package io.sentiment.network.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sentiment.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PTX that the program brings is what {@code src/main/cuda} says. */
class KernelsTest {

    private static final Path RESOURCES = Path.of("src/main/resources/io/sentiment/network/cuda");

    /** What runs on GPUs of Turing and newer, and what of Ampere and newer. */
    private static final List<String> TURING =
            List.of("kernels.ptx", "kernels-fp16.ptx", "kernels-bf16.ptx", "training/fp32.ptx", "training/bf16.ptx");

    private static final List<String> AMPERE = List.of("persistent-fp16.ptx", "persistent-bf16.ptx");

    private static final Pattern COMPILER = Pattern.compile("// Compiler Build ID: (.*)");

    @Test
    void thePtxIsWhatTheCompilerMakesOfTheSources(@TempDir Path folder) throws IOException {
        assumeTrue(Programs.run("nvcc", "--version") == 0, "this machine has no nvcc");
        assertThat(Programs.run("src/main/cuda/compile.sh", folder.toString())).isZero();

        for (String file : Stream.concat(TURING.stream(), AMPERE.stream()).toList()) {
            String made = Files.readString(folder.resolve(file));
            String brought = Files.readString(RESOURCES.resolve(file));
            assumeTrue(
                    compilers(made).equals(compilers(brought)), "this nvcc is another than that which made the files");
            assertThat(made).as(file).isEqualTo(brought);
        }
    }

    private static List<String> compilers(String ptx) {
        return COMPILER.matcher(ptx).results().map(found -> found.group(1)).toList();
    }

    /** A driver refuses PTX that is newer than itself, and translates any older one. */
    @Test
    void thePtxAsksForNoMoreThanATuringOrAnAmpereAndADriverOfCuda11() throws IOException {
        assertThat(TURING)
                .allSatisfy(ptx -> assertThat(Files.readAllLines(RESOURCES.resolve(ptx)))
                        .contains(".version 7.0", ".target sm_75", ".address_size 64"));
        assertThat(AMPERE)
                .allSatisfy(ptx -> assertThat(Files.readAllLines(RESOURCES.resolve(ptx)))
                        .contains(".version 7.0", ".target sm_80", ".address_size 64"));
    }

    @Test
    void thePtxTranslatesForEveryGenerationThatTheCompilerKnows(@TempDir Path folder) {
        assumeTrue(Programs.run("ptxas", "--version") == 0, "this machine has no ptxas");
        for (String gpu : new String[] {"sm_75", "sm_80", "sm_90", "sm_120"}) {
            TURING.forEach(ptx -> assertTranslates(ptx, gpu, folder));
            if (!gpu.equals("sm_75")) {
                AMPERE.forEach(ptx -> assertTranslates(ptx, gpu, folder));
            }
        }
    }

    private static void assertTranslates(String ptx, String gpu, Path folder) {
        String machineCode = folder.resolve(gpu).toString();
        assertThat(Programs.run(
                        "ptxas",
                        "-arch=" + gpu,
                        "-o",
                        machineCode,
                        RESOURCES.resolve(ptx).toString()))
                .as(ptx + " for " + gpu)
                .isZero();
    }
}

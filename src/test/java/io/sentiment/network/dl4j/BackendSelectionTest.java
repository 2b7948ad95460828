package io.sentiment.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentiment.network.dl4j.BackendSelection.CudaDevice;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendSelectionTest {

    private static final String SERVICES = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

    @ParameterizedTest
    @ValueSource(ints = {37, 52, 61, 70, 75, 80, 86, 89})
    void aGpuThatTheLibraryHasCodeForIsUsed(int computeCapability) {
        assertThat(BackendSelection.objection(Optional.of(new CudaDevice(computeCapability))))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {35, 90, 100, 120})
    void anyOtherGpuIsRefusedInOneSentence(int computeCapability) {
        assertThat(BackendSelection.objection(Optional.of(new CudaDevice(computeCapability))))
                .isEqualTo("This build has no code for a GPU of compute capability " + computeCapability / 10 + "."
                        + computeCapability % 10
                        + ": it runs on 3.7 to 8.9 (Kepler K80 to Ada), not on Hopper or newer.");
    }

    @Test
    void aMissingGpuIsSaidToBeMissing() {
        assertThat(BackendSelection.objection(Optional.empty()))
                .isEqualTo("This build computes on NVIDIA GPUs, but this machine has no GPU or no driver for it.");
    }

    @Test
    void theBackendOfTheGpuCanBeHiddenFromNd4j(@TempDir Path folder) throws IOException {
        Path cuda = Files.createDirectories(folder.resolve("nd4j-cuda-11.6.jar/META-INF/services"));
        Path cpu = Files.createDirectories(folder.resolve("nd4j-native.jar/META-INF/services"));
        for (Path services : List.of(cuda, cpu)) {
            Files.writeString(services.resolve("org.nd4j.linalg.factory.Nd4jBackend"), "backend");
        }
        URL[] jars = {
            folder.resolve("nd4j-cuda-11.6.jar/").toUri().toURL(),
            folder.resolve("nd4j-native.jar/").toUri().toURL()
        };
        try (URLClassLoader both = new URLClassLoader(jars, null)) {
            assertThat(Collections.list(both.getResources(SERVICES))).hasSize(2);
            assertThat(Collections.list(new BackendSelection.WithoutCuda(both).getResources(SERVICES)))
                    .singleElement()
                    .asString()
                    .contains("nd4j-native");
        }
    }

    @Test
    void theDeviceOfThisProcessIsDescribed() {
        ComputeDevice device = ComputeDevice.current();

        assertThat(device.backend()).isIn("CPU", "CUDA");
        assertThat(device.isCuda())
                .isEqualTo(CudaDevice.isInBuild() && device.backend().equals("CUDA"));
        assertThat(device.device()).isNotBlank();
        assertThat(device.threads()).isPositive();
    }
}

package io.sentiment.network.cuda.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentiment.network.cuda.StandIn;
import org.junit.jupiter.api.Test;

class CudaDriverTest {

    @Test
    void aMachineWithoutADriverIsToldSo() {
        System.setProperty("io.sentiment.cuda.driver", "no-such-library");
        try {
            assertThatThrownBy(CudaDriver::load)
                    .isInstanceOf(CudaException.class)
                    .hasMessage("This machine has no driver of NVIDIA in 'no-such-library'.");
        } finally {
            System.clearProperty("io.sentiment.cuda.driver");
        }
    }

    @Test
    void devicesHaveTheirNamesCapabilitiesAndMemory() {
        StandIn standIn = StandIn.fresh();
        standIn.devices(2, 120);
        standIn.memory(1 << 30);

        CudaDriver driver = standIn.driver();

        assertThat(driver.devices())
                .containsExactly(
                        new CudaDevice(0, "Stand-in", 120, 1 << 30), new CudaDevice(1, "Stand-in", 120, 1 << 30));
        assertThat(driver.devices().get(1).version()).isEqualTo("12.0");
    }

    @Test
    void aFailedCallIsNamedWithTheDriversNameOfItsStatus() {
        StandIn standIn = StandIn.fresh();
        CudaDriver driver = standIn.driver();
        standIn.failAt(1, false);

        assertThatThrownBy(driver::devices)
                .isInstanceOf(CudaException.class)
                .hasMessage("cuDeviceGetCount failed with status 719 (CUDA_ERROR_LAUNCH_FAILED).");
    }

    @Test
    void memoryThatTheDeviceDoesNotHaveIsToldApartFromOtherFailures() {
        StandIn standIn = StandIn.fresh();
        standIn.memory(100);
        CudaDriver driver = standIn.driver();
        try (CudaContext context = new CudaContext(driver, standIn.device(driver))) {
            context.makeCurrent();
            assertThatThrownBy(() -> new DeviceMemory(context, 101))
                    .isInstanceOfSatisfying(
                            CudaException.class,
                            failure -> assertThat(failure.isOutOfMemory()).isTrue())
                    .hasMessage("cuMemAlloc of 101 bytes failed with status 2 (CUDA_ERROR_OUT_OF_MEMORY).");
            assertThat(driver.allocatedBytes()).isZero();
        }
        standIn.assertClean();
    }
}

package io.sentiment.network.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTest {

    @Test
    void nameAndVectorInstructionsComeFromCpuInfo() {
        Processor intel = Processor.of(List.of(
                "processor\t: 0",
                "model name\t: Intel(R) Xeon(R) Platinum: 8480+",
                "flags\t\t: fpu sse2 avx avx2 fma avx512f amx_bf16 ht"));

        assertThat(intel.name()).isEqualTo("Intel(R) Xeon(R) Platinum: 8480+");
        assertThat(intel.features()).containsExactly("avx", "avx2", "fma", "avx512f", "amx_bf16");
    }

    @Test
    void anArmProcessorHasFeaturesAndItsArchitectureAsName() {
        Processor arm = Processor.of(List.of("processor\t: 0", "Features\t: fp asimd sve crc32"));

        assertThat(arm.name()).isEqualTo(System.getProperty("os.arch"));
        assertThat(arm.features()).containsExactly("asimd", "sve");
    }
}

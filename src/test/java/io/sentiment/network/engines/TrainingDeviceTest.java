package io.sentiment.network.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sentiment.network.Precision;
import io.sentiment.network.engines.EngineSelection.UnavailableEngineException;
import io.sentiment.network.onednn.OneDnn;
import org.junit.jupiter.api.Test;

class TrainingDeviceTest {

    private final boolean cpuHasBf16 = OneDnn.precisions().contains(Precision.BF16);

    @Test
    void theProcessorMultipliesInBf16WhereItCanUnlessAskedNotTo() {
        TrainingDevice auto = TrainingDevice.of("cpu", "auto");

        assertThat(auto.gpu()).isNull();
        assertThat(auto.precisionOnCpu()).isEqualTo(cpuHasBf16 ? Precision.BF16 : Precision.FP32);
        assertThat(TrainingDevice.of("cpu", "fp32")).isEqualTo(TrainingDevice.CPU);
    }

    @Test
    void bf16IsComputedWhereTheProcessorHasIt() {
        assumeTrue(cpuHasBf16, "bf16 is for CPUs with avx512_bf16");

        assertThat(TrainingDevice.of("cpu", "bf16").precisionOnCpu()).isEqualTo(Precision.BF16);
    }

    @Test
    void bf16IsRefusedWhereTheProcessorDoesNotHaveIt() {
        assumeFalse(cpuHasBf16, "this CPU has avx512_bf16");

        assertThatExceptionOfType(UnavailableEngineException.class)
                .isThrownBy(() -> TrainingDevice.of("cpu", "bf16"))
                .withMessage(
                        "Training in bf16 needs a CPU with avx512_bf16, or a GPU of compute capability 8.0 or newer;"
                                + " leave the precision out for what this machine has.");
    }

    @Test
    void otherPrecisionsAreRefused() {
        for (String precision : new String[] {"int8", "fp16", "double"}) {
            assertThatExceptionOfType(UnavailableEngineException.class)
                    .isThrownBy(() -> TrainingDevice.of("cpu", precision))
                    .withMessage("There is no training in '" + precision + "', only in auto, fp32 and bf16.");
        }
    }
}

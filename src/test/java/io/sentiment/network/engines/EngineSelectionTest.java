package io.sentiment.network.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.Precision;
import io.sentiment.network.RandomNetworks;
import io.sentiment.network.dl4j.ComputeDevice;
import io.sentiment.network.engines.EngineSelection.UnavailableEngineException;
import io.sentiment.network.onednn.OneDnn;
import org.junit.jupiter.api.Test;

class EngineSelectionTest {

    private static final long TABLE = 1 << 20;
    private static final Architecture SMALL = new Architecture(40, 20, Cell.LSTM, 70, 1, false, 12, 0);

    @Test
    void anUnknownEngineIsRefusedWithWhatThisMachineOffers() {
        assertThatThrownBy(() -> EngineSelection.of("tensorflow", "fp32", 0, TABLE))
                .isInstanceOf(UnavailableEngineException.class)
                .hasMessageStartingWith("There is no engine 'tensorflow'. This machine offers dl4j with fp32");
    }

    @Test
    void anUnknownPrecisionIsRefusedWithWhatThisMachineOffers() {
        assertThatThrownBy(() -> EngineSelection.of("auto", "fp8", 0, TABLE))
                .isInstanceOf(UnavailableEngineException.class)
                .hasMessageStartingWith("There is no precision 'fp8'. This machine offers dl4j with fp32");
    }

    @Test
    void dl4jComputesInSinglePrecisionOnly() {
        assertThatThrownBy(() -> EngineSelection.of("dl4j", "int8", 0, TABLE))
                .isInstanceOf(UnavailableEngineException.class)
                .hasMessageStartingWith("The engine dl4j computes only in fp32.");
    }

    @Test
    void aTableBoundAboveNativeMemoryIsRefused() {
        requireOneDnn();

        assertThatThrownBy(() -> EngineSelection.of("onednn", "fp32", 0, Long.MAX_VALUE))
                .isInstanceOf(UnavailableEngineException.class)
                .hasMessageContaining("lower sentiment.inference.table-memory");
    }

    @Test
    void automaticSelectionTakesOneDnnWhereTheMachineHasIt() {
        requireOneDnn();
        EngineSelection selection = EngineSelection.of("auto", "fp32", 2, TABLE);
        assumeTrue(selection.gpu().isEmpty(), "this machine has a GPU, which is faster");

        try (InferenceEngine engine = selection.open(RandomNetworks.stored(SMALL))) {
            assertThat(engine.name()).isEqualTo("onednn").isEqualTo(selection.engine());
            assertThat(selection.precision()).isEqualTo(Precision.FP32);
            assertThat(selection.threads()).isEqualTo(2);
        }
    }

    @Test
    void dl4jIsTakenWhereItIsNamed() {
        EngineSelection selection = EngineSelection.of("dl4j", "fp32", 0, TABLE);

        try (InferenceEngine engine = selection.open(RandomNetworks.stored(SMALL))) {
            assertThat(engine.name()).isEqualTo("dl4j").isEqualTo(selection.engine());
        }
    }

    private static void requireOneDnn() {
        assumeTrue(!ComputeDevice.current().isCuda() && OneDnn.objection() == null, "this machine has no oneDNN");
    }
}

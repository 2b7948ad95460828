package io.sentiment.network;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;

/**
 * Lets oneDNN compute the LSTM layers of a DL4J network, where this machine has it and ND4J computes on the CPU. Results
 * stay the same but for rounding. Owns native memory, which the layers use until {@link #close()}.
 */
public final class LstmAcceleration implements AutoCloseable {

    private final List<FusedLstm> accelerators = new ArrayList<>();

    /** Accelerates those of {@code layers} that are LSTMs. */
    public LstmAcceleration(Layer[] layers) {
        if (!MatrixProduct.isAvailable() || ComputeDevice.current().isCuda()) {
            return;
        }
        for (Layer layer : layers) {
            FusedLstm fused = FusedLstm.installIn(layer);
            if (fused != null) {
                accelerators.add(fused);
            }
        }
    }

    @Override
    public void close() {
        accelerators.forEach(FusedLstm::close);
    }
}

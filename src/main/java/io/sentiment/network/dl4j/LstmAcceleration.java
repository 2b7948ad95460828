package io.sentiment.network.dl4j;

import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.Team;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;

/**
 * Lets oneDNN compute the LSTM layers of a DL4J network, where this machine has it and ND4J computes on the CPU. Results
 * stay the same but for rounding. Owns threads and native memory, which the layers use until {@link #close()}.
 */
public final class LstmAcceleration implements AutoCloseable {

    private final Team team = new Team(Runtime.getRuntime().availableProcessors());
    private final List<FusedLstm> lstms = new ArrayList<>();

    /** Accelerates those of {@code layers} that are LSTMs. */
    public LstmAcceleration(Layer[] layers) {
        if (OneDnn.objection() != null || ComputeDevice.current().isCuda()) {
            return;
        }
        try {
            for (Layer layer : layers) {
                FusedLstm fused = FusedLstm.installIn(layer, team);
                if (fused != null) {
                    lstms.add(fused);
                }
            }
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /** Whether there was nothing to accelerate. */
    boolean isEmpty() {
        return lstms.isEmpty();
    }

    /** The threads that compute the layers. */
    Team team() {
        return team;
    }

    @Override
    public void close() {
        lstms.forEach(FusedLstm::close);
        team.close();
    }
}

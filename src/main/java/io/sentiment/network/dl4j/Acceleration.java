package io.sentiment.network.dl4j;

import io.sentiment.network.Precision;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.Team;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * What lets a DL4J network train fast on a CPU: code of ours in the places of its LSTMs and, for a whole network, of its
 * embedding, its reversals and its updater, where this machine has oneDNN and ND4J computes on the CPU. Results stay the same
 * but for rounding, to bf16 where products are to be in it. Owns threads and native memory, which the network uses until {@link #close()}.
 */
public final class Acceleration implements AutoCloseable {

    private final Team team = new Team(Runtime.getRuntime().availableProcessors());
    private final List<FusedLstm> lstms = new ArrayList<>();

    private Acceleration() {}

    private static Acceleration ofLstms(Dl4jNetwork network, Precision precision) {
        Acceleration acceleration = new Acceleration();
        if (OneDnn.objection() != null || ComputeDevice.isOnGpu()) {
            return acceleration;
        }
        try {
            for (Layer layer : network.layers()) {
                FusedLstm fused = FusedLstm.installIn(layer, acceleration.team, precision);
                if (fused != null) {
                    acceleration.lstms.add(fused);
                }
            }
        } catch (RuntimeException | Error failure) {
            acceleration.close();
            throw failure;
        }
        return acceleration;
    }

    /**
     * Accelerates a network that has LSTMs, and {@link #adam()} any.
     *
     * @param precision of the products of training, fp32 or bf16, which this machine has
     */
    public static Acceleration of(Dl4jNetwork network, Precision precision) {
        Acceleration acceleration = ofLstms(network, precision);
        if (acceleration.lstms.isEmpty()) {
            return acceleration;
        }
        try {
            if (isPlain(network.embedding())) {
                network.replaceEmbedding(new GatheredEmbedding(network.embedding(), acceleration.team));
            }
            network.reverseOn(acceleration.team);
        } catch (RuntimeException | Error failure) {
            acceleration.close();
            throw failure;
        }
        return acceleration;
    }

    /** An update by Adam on these threads. */
    FusedAdam adam() {
        return new FusedAdam(team);
    }

    @Override
    public void close() {
        lstms.forEach(FusedLstm::close);
        team.close();
    }

    /** Whether a layer does what {@link GatheredEmbedding} does, in memory that a buffer of the JDK addresses. */
    private static boolean isPlain(Layer layer) {
        return layer.conf().getLayer() instanceof EmbeddingSequenceLayer embedding
                && !embedding.hasBias()
                && embedding.getActivationFn() instanceof ActivationIdentity
                && layer.numParams() * Float.BYTES < Integer.MAX_VALUE;
    }
}

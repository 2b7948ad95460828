package io.sentiment.network;

import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.Team;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * What lets a DL4J network train fast on a CPU: code of ours in the places of its LSTMs, its embedding, its reversals and its updater.
 * Owns its threads and its memory until {@link #close()}.
 */
final class Acceleration implements AutoCloseable {

    private final Team team = new Team(Runtime.getRuntime().availableProcessors());
    private final List<FusedLstm> lstms = new ArrayList<>();

    Acceleration(Model model, Layer[] layers) {
        try {
            if (OneDnn.objection() == null) {
                for (Layer layer : layers) {
                    FusedLstm fused = FusedLstm.installIn(layer, team);
                    if (fused != null) {
                        lstms.add(fused);
                    }
                }
            }
            if (!lstms.isEmpty() && isPlain(layers[0])) {
                new GatheredEmbedding(layers[0], team).installIn(model);
            }
            if (!lstms.isEmpty() && model instanceof ComputationGraph graph) {
                TeamReversal.installIn(graph, team);
            }
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
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

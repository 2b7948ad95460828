package io.sentiment.network.dl4j;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * What lets a DL4J network train fast on a CPU: code of ours in the places of its LSTMs, its embedding, its reversals and
 * its updater. Owns its threads and its memory until {@link #close()}.
 */
final class Acceleration implements AutoCloseable {

    private final LstmAcceleration lstms;

    Acceleration(Model model, Layer[] layers) {
        lstms = new LstmAcceleration(layers);
        try {
            if (!lstms.isEmpty() && isPlain(layers[0])) {
                new GatheredEmbedding(layers[0], lstms.team()).installIn(model);
            }
            if (!lstms.isEmpty() && model instanceof ComputationGraph graph) {
                TeamReversal.installIn(graph, lstms.team());
            }
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /** An update by Adam on these threads. */
    FusedAdam adam() {
        return new FusedAdam(lstms.team());
    }

    @Override
    public void close() {
        lstms.close();
    }

    /** Whether a layer does what {@link GatheredEmbedding} does, in memory that a buffer of the JDK addresses. */
    private static boolean isPlain(Layer layer) {
        return layer.conf().getLayer() instanceof EmbeddingSequenceLayer embedding
                && !embedding.hasBias()
                && embedding.getActivationFn() instanceof ActivationIdentity
                && layer.numParams() * Float.BYTES < Integer.MAX_VALUE;
    }
}

package io.sentiment.network.onednn;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkWeights;
import java.util.ArrayList;
import java.util.List;

/** The native memory that all threads of an engine read. Owns it until {@link #close()}. */
final class NetworkMemory implements AutoCloseable {

    /** Packed rows of a batch at most where layers are stacked, unless a single text is longer. */
    private static final int STACKED_TOKENS = 4_096;

    private final Owned owned = new Owned();
    private final Architecture architecture;
    private final NativeBlock embedding;
    private final List<List<RecurrentStates>> recurrent = new ArrayList<>();
    private final List<LayerStates> below = new ArrayList<>();

    NetworkMemory(NetworkWeights weights) {
        architecture = weights.architecture();
        try {
            // Room for the rows that a product computes beyond the last.
            long rows = (long) architecture.vocabularySize() + RowCounts.LARGEST;
            embedding = owned.add(new NativeBlock(FloatRows.bytes(rows, architecture.embeddingSize())));
            embedding.floats().put(0, weights.embedding());
            int directions = architecture.directions();
            for (int layer = 0; layer < architecture.layers(); layer++) {
                List<RecurrentStates> states = new ArrayList<>();
                for (int direction = 0; direction < directions; direction++) {
                    states.add(owned.add(new RecurrentStates(architecture.hiddenSize())));
                }
                recurrent.add(states);
                if (layer > 0) {
                    below.add(owned.add(new LayerStates(tokens(), architecture.inputSize(layer), directions)));
                }
            }
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    /** Tokens of a batch at most, unless a single text is longer. */
    int tokens() {
        return architecture.layers() == 1 ? Integer.MAX_VALUE : Math.max(STACKED_TOKENS, architecture.maximumLength());
    }

    /** A thread's view of the embedding [vocabulary, embedding size]. */
    FloatRows embedding() {
        return new FloatRows(embedding, architecture.embeddingSize());
    }

    RecurrentStates recurrent(int layer, int direction) {
        return recurrent.get(layer).get(direction);
    }

    /** The states of the layer below {@code layer}, which is at least 1. */
    LayerStates below(int layer) {
        return below.get(layer - 1);
    }

    /** Releases the embedding, once look-up tables stand in for it. */
    void releaseEmbedding() {
        embedding.close();
    }

    @Override
    public void close() {
        owned.close();
    }
}

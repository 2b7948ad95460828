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

    NetworkMemory(NetworkWeights weights, StateFormat format) {
        architecture = weights.architecture();
        try {
            embedding = owned.add(Embedding.memoryOf(weights.embedding(), architecture.embeddingSize()));
            int directions = architecture.directions();
            for (int layer = 0; layer < architecture.layers(); layer++) {
                List<RecurrentStates> states = new ArrayList<>();
                for (int direction = 0; direction < directions; direction++) {
                    states.add(owned.add(new RecurrentStates(format, architecture.hiddenSize())));
                }
                recurrent.add(states);
                if (layer > 0) {
                    below.add(owned.add(new LayerStates(format, tokens(), architecture.inputSize(layer), directions)));
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

    Embedding embedding() {
        return Embedding.in(embedding, architecture.vocabularySize(), architecture.embeddingSize());
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

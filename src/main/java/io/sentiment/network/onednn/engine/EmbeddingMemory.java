package io.sentiment.network.onednn.engine;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.onednn.NativeBlock;
import io.sentiment.network.onednn.matrix.FloatRows;
import io.sentiment.network.onednn.matrix.RowCounts;

/** The embedding [vocabulary, embedding size] in native memory, which all threads read. */
final class EmbeddingMemory implements AutoCloseable {

    private final int width;
    private final NativeBlock memory;

    EmbeddingMemory(NetworkWeights weights) {
        width = weights.architecture().embeddingSize();
        memory = new NativeBlock(bytes(weights.architecture()));
        memory.floats().put(0, weights.embedding());
    }

    static long bytes(Architecture architecture) {
        // Room for the rows that a product computes beyond the last.
        long rows = (long) architecture.vocabularySize() + RowCounts.LARGEST;
        return FloatRows.bytes(rows, architecture.embeddingSize());
    }

    /** A thread's view. */
    FloatRows rows() {
        return new FloatRows(memory, width);
    }

    /** May be called again. */
    @Override
    public void close() {
        memory.close();
    }
}

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

    /** The vectors of a text's tokens as one thread reads them for a direction. */
    StepInputs.Source readBy(int direction) {
        return new GatheredTokens(rows(), direction == 1);
    }

    @Override
    public void close() {
        memory.close();
    }

    /** Rows of the embedding, gathered: the input of the first layer where there are no {@link TokenTables}. */
    private static final class GatheredTokens implements StepInputs.Source {

        private final FloatRows embedding;
        private final boolean backwards;
        private final NativeBlock memory;
        private final FloatRows gathered;
        private final float[] vector;

        GatheredTokens(FloatRows embedding, boolean backwards) {
            this.embedding = embedding;
            this.backwards = backwards;
            memory = new NativeBlock(FloatRows.bytes(RowCounts.LARGEST, embedding.width()));
            gathered = new FloatRows(memory, embedding.width());
            vector = new float[embedding.width()];
        }

        @Override
        public FloatRows rows() {
            return gathered;
        }

        @Override
        public int prepare(SortedBatch batch, int first, int end) {
            int packed = 0;
            for (int step = first; step < end; step++) {
                for (int row = 0; row < batch.running(step); row++) {
                    embedding.read(batch.token(step, row, backwards), vector);
                    gathered.write(packed, 0, vector, vector.length);
                    packed++;
                }
            }
            return 0;
        }

        @Override
        public void close() {
            memory.close();
        }
    }
}

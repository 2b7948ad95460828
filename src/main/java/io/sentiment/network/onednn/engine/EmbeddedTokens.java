package io.sentiment.network.onednn.engine;

import io.sentiment.network.onednn.NativeBlock;
import io.sentiment.network.onednn.matrix.FloatRows;
import io.sentiment.network.onednn.matrix.RowCounts;

/** Rows of the embedding, gathered: the input of the first layer where there is no {@link TokenTable}. */
final class EmbeddedTokens implements StepRows {

    private final FloatRows embedding;
    private final boolean backwards;
    private final NativeBlock memory;
    private final FloatRows gathered;
    private final float[] vector;

    EmbeddedTokens(FloatRows embedding, boolean backwards) {
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

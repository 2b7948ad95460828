package io.sentiment.network.onednn;

import java.nio.FloatBuffer;

/**
 * The input projections of the whole vocabulary, [vocabulary, k · units]: embedding, input weights and bias of the first
 * layer as one look-up.
 */
final class TokenTable implements StepInputs {

    private final boolean backwards;
    private final int columns;
    private final NativeBlock memory;
    private final FloatBuffer table;

    /** @param weights [embedding size, k · units], in single precision */
    TokenTable(Embedding embedding, PackedMatrix weights, boolean backwards) {
        this.backwards = backwards;
        columns = weights.columns();
        memory = new NativeBlock(bytes(embedding.vocabulary() + RowCounts.LARGEST, columns));
        table = memory.floats();
        NativeBlock.Cursor destination = memory.cursor();
        for (int token = 0; token < embedding.vocabulary(); token += RowCounts.LARGEST) {
            int count = Math.min(RowCounts.LARGEST, embedding.vocabulary() - token);
            weights.multiply(embedding.rowsFrom(token), count, destination.at(bytes(token, columns)));
        }
    }

    static long bytes(long vocabulary, long columns) {
        return vocabulary * columns * Float.BYTES;
    }

    @Override
    public void prepare(SortedBatch batch, int step) {
        // The whole table is.
    }

    @Override
    public void read(SortedBatch batch, int step, int row, float[] projection) {
        table.get(batch.token(step, row, backwards) * columns, projection, 0, columns);
    }

    @Override
    public void close() {
        memory.close();
    }
}

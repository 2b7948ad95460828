package io.sentiment.network.onednn;

/**
 * The input projections of the whole vocabulary, [vocabulary, k · units]: embedding, input weights and bias of the first
 * layer as one look-up.
 */
final class TokenTable implements StepInputs {

    private final boolean backwards;
    private final NativeBlock memory;
    private final FloatRows table;

    /** @param projections of an embedding vector; not needed afterwards */
    TokenTable(FloatRows embedding, int vocabulary, RowProducts projections, boolean backwards) {
        this.backwards = backwards;
        int columns = projections.columns();
        memory = new NativeBlock(FloatRows.bytes(vocabulary, columns));
        table = new FloatRows(memory, columns);
        float[] projection = new float[columns];
        for (int first = 0; first < vocabulary; first += RowCounts.LARGEST) {
            int count = Math.min(RowCounts.LARGEST, vocabulary - first);
            projections.multiply(embedding, first, count);
            for (int row = 0; row < count; row++) {
                projections.read(row, projection);
                table.write(first + row, 0, projection, columns);
            }
        }
    }

    @Override
    public void prepare(SortedBatch batch, int step) {
        // The whole table is.
    }

    @Override
    public void read(SortedBatch batch, int step, int row, float[] projection) {
        table.read(batch.token(step, row, backwards), projection);
    }

    @Override
    public void close() {
        memory.close();
    }
}

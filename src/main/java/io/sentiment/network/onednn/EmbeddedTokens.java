package io.sentiment.network.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;

/** Rows of the embedding, gathered: the input of the first layer where there is no {@link TokenTable}. */
final class EmbeddedTokens implements StepRows {

    private final Embedding embedding;
    private final boolean backwards;
    private final NativeBlock memory;
    private final FloatBuffer gathered;
    private final NativeBlock.Cursor start;

    EmbeddedTokens(Embedding embedding, boolean backwards) {
        this.embedding = embedding;
        this.backwards = backwards;
        memory = new NativeBlock((long) RowCounts.LARGEST * embedding.size() * Float.BYTES);
        gathered = memory.floats();
        start = memory.cursor();
    }

    @Override
    public BytePointer rows(SortedBatch batch, int first, int end) {
        int packed = 0;
        for (int step = first; step < end; step++) {
            for (int row = 0; row < batch.running(step); row++) {
                embedding.copy(batch.token(step, row, backwards), gathered, packed);
                packed++;
            }
        }
        return start.at(0);
    }

    @Override
    public void close() {
        memory.close();
    }
}

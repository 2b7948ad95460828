package io.sentiment.network.onednn.matrix;

import org.bytedeco.javacpp.Pointer;

/** Leaves the rows where and as they are. */
final class SingleEncoding implements SourceEncoding {

    @Override
    public Pointer encode(FloatRows source, int first, int count) {
        return source.address(first);
    }

    @Override
    public void decode(int row, float[] sums) {
        // Nothing was done.
    }

    @Override
    public void close() {
        // Nothing is owned.
    }
}

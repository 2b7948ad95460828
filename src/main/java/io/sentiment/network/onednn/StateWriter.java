package io.sentiment.network.onednn;

import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Stores hidden states in native memory. For one thread. */
sealed interface StateWriter {

    /** Writes the first {@code count} values from element {@code index} of the memory on. */
    void write(float[] values, int count, int index);

    /** As they are. */
    record Single(FloatBuffer memory) implements StateWriter {

        @Override
        public void write(float[] values, int count, int index) {
            memory.put(index, values, 0, count);
        }
    }

    /** As bfloat16, rounded to nearest, ties to even. */
    @SuppressWarnings("ArrayRecordComponent") // scratch memory
    record Brain(ShortBuffer memory, short[] scratch) implements StateWriter {

        @Override
        public void write(float[] values, int count, int index) {
            for (int at = 0; at < count; at++) {
                int bits = Float.floatToRawIntBits(values[at]);
                scratch[at] = (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
            }
            memory.put(index, scratch, 0, count);
        }
    }
}

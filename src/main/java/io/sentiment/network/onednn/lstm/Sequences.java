package io.sentiment.network.onednn.lstm;

import io.sentiment.network.onednn.NativeFloats;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Values [rows, width, steps] in native memory, in whatever order they lie there. Threads may share it if they read or
 * write different rows; the memory is its owner's.
 *
 * @param start the first value
 * @param rowStride values from a row to the next
 * @param columnStride values from a column to the next
 * @param stepStride values from a time step to the next
 */
public record Sequences(
        FloatPointer start, int rows, int width, int steps, int rowStride, int columnStride, int stepStride) {

    /** Step after step and within a step row after row, as a product of all steps reads and writes them. */
    static Sequences timeMajor(FloatPointer start, int rows, int width, int steps) {
        return new Sequences(start, rows, width, steps, width, 1, rows * width);
    }

    /** Whether the values lie step after step and within a step row after row, without gaps. */
    public boolean isTimeMajor() {
        return columnStride == 1 && rowStride == width && (stepStride == rows * width || steps == 1);
    }

    /**
     * Copies the rows from {@code first} to before {@code end}, the tokens of each in reverse order and its padding
     * zeroed where it is.
     *
     * @param target of the same shape
     * @param lengths tokens of each row, which come before its padding
     */
    public void reverseInto(Sequences target, int[] lengths, int first, int end) {
        if (first == end) {
            return;
        }
        Access from = access();
        Access to = target.access();
        float[] columns = new float[width];
        float[] zeros = new float[width];
        for (int row = first; row < end; row++) {
            for (int step = 0; step < steps; step++) {
                if (step < lengths[row]) {
                    from.read(step, row, columns);
                    to.write(lengths[row] - 1 - step, row, columns);
                } else {
                    to.write(step, row, zeros);
                }
            }
        }
    }

    /** Access for one thread. */
    Access access() {
        int last = (rows - 1) * rowStride + (width - 1) * columnStride + (steps - 1) * stepStride;
        return new Access(this, NativeFloats.buffer(start, last + 1L), new float[steps]);
    }

    /** Reads and writes the columns [width] of a row at a step. For one thread. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Access(Sequences of, FloatBuffer values, float[] series) {

        void read(int step, int row, float[] columns) {
            int first = step * of.stepStride + row * of.rowStride;
            if (of.columnStride == 1) {
                values.get(first, columns, 0, of.width);
                return;
            }
            for (int column = 0; column < of.width; column++) {
                columns[column] = values.get(first + column * of.columnStride);
            }
        }

        void write(int step, int row, float[] columns) {
            int first = step * of.stepStride + row * of.rowStride;
            if (of.columnStride == 1) {
                values.put(first, columns, 0, of.width);
                return;
            }
            for (int column = 0; column < of.width; column++) {
                values.put(first + column * of.columnStride, columns[column]);
            }
        }

        /** Copies one row at all steps into {@code target}, which has the same shape. */
        void copyRow(int row, Access target, float[] columns) {
            if (of.stepStride != 1 || of.columnStride == 1) {
                for (int step = 0; step < of.steps; step++) {
                    read(step, row, columns);
                    target.write(step, row, columns);
                }
                return;
            }
            // A column's steps lie together: read as they lie.
            for (int column = 0; column < of.width; column++) {
                values.get(row * of.rowStride + column * of.columnStride, series, 0, of.steps);
                int first = row * target.of.rowStride + column * target.of.columnStride;
                for (int step = 0; step < of.steps; step++) {
                    target.values.put(first + step * target.of.stepStride, series[step]);
                }
            }
        }
    }
}

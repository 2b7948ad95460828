package io.sentiment.network.onednn.matrix;

import io.sentiment.network.Precision;
import io.sentiment.network.onednn.NativeBlock;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;

/**
 * A weight matrix [rows, columns], row-major, in the numbers from which oneDNN packs it. Owns the memory until
 * {@link #close()}.
 *
 * @param plainType oneDNN's type of the numbers in {@code plain}
 * @param type oneDNN's type of the packed weights and of what they are multiplied with
 * @param scales [columns] by which sums are to be multiplied, or null
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record WeightFormat(int rows, int columns, NativeBlock plain, int plainType, int type, float @Nullable [] scales)
        implements AutoCloseable {

    static WeightFormat of(Precision precision, float[] matrix, int columns) {
        int rows = matrix.length / columns;
        return switch (precision) {
            case FP32 ->
                new WeightFormat(rows, columns, NativeBlock.ofFloats(matrix), dnnl.dnnl_f32, dnnl.dnnl_f32, null);
            case BF16 ->
                new WeightFormat(rows, columns, NativeBlock.ofFloats(matrix), dnnl.dnnl_f32, dnnl.dnnl_bf16, null);
            case INT8 -> quantised(matrix, rows, columns);
        };
    }

    @Override
    public void close() {
        plain.close();
    }

    /** Each column has a scale of its own. */
    private static WeightFormat quantised(float[] matrix, int rows, int columns) {
        float[] scales = new float[columns];
        byte[] bytes = new byte[matrix.length];
        float[] column = new float[rows];
        AbsoluteMaximum maximum = new AbsoluteMaximum(rows);
        byte[] quantised = new byte[rows];
        for (int index = 0; index < columns; index++) {
            for (int row = 0; row < rows; row++) {
                column[row] = matrix[row * columns + index];
            }
            scales[index] = Quantisation.scale(maximum.of(column));
            Quantisation.quantise(column, 1 / scales[index], quantised);
            for (int row = 0; row < rows; row++) {
                bytes[row * columns + index] = quantised[row];
            }
        }
        return new WeightFormat(rows, columns, NativeBlock.ofBytes(bytes), dnnl.dnnl_s8, dnnl.dnnl_s8, scales);
    }
}

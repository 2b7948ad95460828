package io.sentiment.network.trace;

import io.sentiment.network.onednn.Activations;
import java.util.Arrays;

/**
 * A weight matrix [rows, columns] in plain Java, by which several vectors are multiplied at once. Immutable and
 * thread-safe.
 *
 * <p>The JIT compiler turns a loop into vector instructions where every array is read from its index 0 on, hence an array a
 * row. What bounds a product is reading and writing the sums: a pass over them adds four rows of weights, and each four rows
 * stay in the first cache until all vectors have been multiplied by them. Of eight rows in a pass the compiler makes no
 * vector instructions, and a product takes four times as long.
 */
public final class WeightRows {

    private static final int FUSED = 4;

    private final float[][] rows;

    private WeightRows(float[][] rows) {
        this.rows = rows;
    }

    /**
     * Copies a matrix.
     *
     * @param matrix [rows, columns], row-major
     */
    public static WeightRows of(float[] matrix, int columns) {
        float[][] rows = new float[matrix.length / columns][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(matrix, row * columns, (row + 1) * columns);
        }
        return new WeightRows(rows);
    }

    /**
     * Adds the product of each of the first {@code count} vectors with this matrix to its sums.
     *
     * @param vectors [at least count][rows]
     * @param sums [at least count][columns] in and out
     */
    public void addProducts(float[][] vectors, int count, float[][] sums) {
        int row = 0;
        for (; row + FUSED <= rows.length; row += FUSED) {
            for (int vector = 0; vector < count; vector++) {
                addFour(vectors[vector], row, sums[vector]);
            }
        }
        for (; row < rows.length; row++) {
            for (int vector = 0; vector < count; vector++) {
                add(vectors[vector][row], rows[row], sums[vector]);
            }
        }
    }

    private void addFour(float[] vector, int row, float[] sums) {
        add(
                vector[row],
                rows[row],
                vector[row + 1],
                rows[row + 1],
                vector[row + 2],
                rows[row + 2],
                vector[row + 3],
                rows[row + 3],
                sums);
    }

    private static void add(float factor, float[] weights, float[] sums) {
        for (int column = 0; column < sums.length; column++) {
            sums[column] = Activations.multiplyAdd(factor, weights[column], sums[column]);
        }
    }

    private static void add(
            float a, float[] ofA, float b, float[] ofB, float c, float[] ofC, float d, float[] ofD, float[] sums) {
        for (int column = 0; column < sums.length; column++) {
            float sum = Activations.multiplyAdd(a, ofA[column], sums[column]);
            sum = Activations.multiplyAdd(b, ofB[column], sum);
            sum = Activations.multiplyAdd(c, ofC[column], sum);
            sums[column] = Activations.multiplyAdd(d, ofD[column], sum);
        }
    }
}

package io.sentiment.network.cuda;

/** Multiplies matrices on a stream. */
@FunctionalInterface
interface Products {

    /** {@code result[rows][columns] = left[rows][inner] · right[inner][columns]}, all row after row, by their addresses. */
    void multiply(long result, long left, long right, int rows, int columns, int inner);
}

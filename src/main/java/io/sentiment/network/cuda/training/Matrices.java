package io.sentiment.network.cuda.training;

import io.sentiment.network.cuda.driver.Cublas.Factor;

/** Multiplies matrices on a stream. */
@FunctionalInterface
interface Matrices {

    /**
     * {@code result[rows][columns] = left · right}, or added to what is there, with factors in the precision of the training.
     *
     * @param result address of floats
     * @param left [rows, inner]
     * @param right [inner, columns]
     */
    void multiply(long result, Factor left, Factor right, int rows, int columns, int inner, boolean added);
}

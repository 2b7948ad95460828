package io.sentiment.network.cuda.training;

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

    /**
     * A factor.
     *
     * @param address of its values, row after row as they lie in memory
     * @param width how many of them a row in memory has
     * @param transposed whether the rows in memory are its columns
     */
    record Factor(long address, int width, boolean transposed) {

        static Factor of(long address, int width) {
            return new Factor(address, width, false);
        }

        static Factor transposed(long address, int width) {
            return new Factor(address, width, true);
        }

        /** Distance of the values of two rows. */
        int rowStride() {
            return transposed ? 1 : width;
        }

        /** Distance of the values of two columns. */
        int columnStride() {
            return transposed ? width : 1;
        }
    }
}

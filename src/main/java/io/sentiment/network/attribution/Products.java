package io.sentiment.network.attribution;

import io.sentiment.network.Precision;
import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.NativeBlock;
import io.sentiment.network.onednn.Owned;
import io.sentiment.network.onednn.matrix.FloatRows;
import io.sentiment.network.onednn.matrix.RowCounts;
import io.sentiment.network.onednn.matrix.RowProducts;
import io.sentiment.network.trace.WeightRows;

/** Products of several vectors with one weight matrix. */
interface Products {

    /**
     * Adds the product of each of the first {@code count} vectors with the matrix to its sums.
     *
     * @param vectors [at least count][rows of the matrix]
     * @param sums [at least count][columns] in and out
     */
    void add(float[][] vectors, int count, float[][] sums);

    /** Makes products of a matrix [rows, columns], row-major, which is not needed afterwards. */
    @FunctionalInterface
    interface Maker {

        /** The products with that matrix. */
        Products of(float[] matrix, int columns);

        /** In plain Java, thread-safe. */
        static Maker plain() {
            return (matrix, columns) -> WeightRows.of(matrix, columns)::addProducts;
        }

        /** By oneDNN, for one thread; {@code owned} gets what is to be released. */
        static Maker packed(Device device, Owned owned) {
            return (matrix, columns) -> new Packed(device, matrix, columns, owned);
        }
    }

    /** With a matrix that is packed for oneDNN. */
    final class Packed implements Products {

        private final int rows;
        private final FloatRows source;
        private final RowProducts products;
        private final float[] product;

        private Packed(Device device, float[] matrix, int columns, Owned owned) {
            rows = matrix.length / columns;
            NativeBlock memory = owned.add(new NativeBlock(FloatRows.bytes(RowCounts.LARGEST, rows)));
            source = new FloatRows(memory, rows);
            products = owned.add(new RowProducts(device, Precision.FP32, matrix, columns, null));
            product = new float[columns];
        }

        @Override
        public void add(float[][] vectors, int count, float[][] sums) {
            for (int first = 0; first < count; first += RowCounts.LARGEST) {
                int part = Math.min(RowCounts.LARGEST, count - first);
                for (int row = 0; row < part; row++) {
                    source.write(row, 0, vectors[first + row], rows);
                }
                products.multiply(source, 0, part);
                for (int row = 0; row < part; row++) {
                    products.read(row, product);
                    add(product, sums[first + row]);
                }
            }
        }

        private static void add(float[] product, float[] sums) {
            for (int column = 0; column < sums.length; column++) {
                sums[column] += product[column];
            }
        }
    }
}

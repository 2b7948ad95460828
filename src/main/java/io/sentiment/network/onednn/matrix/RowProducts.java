package io.sentiment.network.onednn.matrix;

import io.sentiment.network.Precision;
import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.NativeBlock;
import io.sentiment.network.onednn.Owned;
import org.jspecify.annotations.Nullable;

/** Products of up to {@link RowCounts#LARGEST} rows with a weight matrix [k, n], plus a bias. For one thread. */
public final class RowProducts implements AutoCloseable {

    private final Owned owned = new Owned();
    private final PackedMatrix weights;
    private final SourceEncoding encoding;
    private final FloatRows sums;
    private final float @Nullable [] bias;

    /**
     * @param matrix [k, n] row-major
     * @param bias [n], or null for none
     */
    public RowProducts(Device device, Precision precision, float[] matrix, int columns, float @Nullable [] bias) {
        this.bias = bias;
        try (WeightFormat format = WeightFormat.of(precision, matrix, columns)) {
            weights = owned.add(new PackedMatrix(device, format));
            encoding = owned.add(SourceEncoding.of(precision, device, format.rows()));
            sums = new FloatRows(owned.add(new NativeBlock(FloatRows.bytes(RowCounts.LARGEST, columns))), columns);
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    /** n. */
    public int columns() {
        return weights.columns();
    }

    /** Multiplies rows [count, k], which have room for {@link RowCounts#roundedUp}. */
    public void multiply(FloatRows source, int first, int count) {
        weights.multiply(encoding.encode(source, first, count), count, sums.address(0));
    }

    /** Copies the latest product [n] of a row out, counted from the first. */
    public void read(int row, float[] product) {
        sums.read(row, product);
        encoding.decode(row, product);
        if (bias != null) {
            for (int column = 0; column < product.length; column++) {
                product[column] += bias[column];
            }
        }
    }

    @Override
    public void close() {
        owned.close();
    }
}

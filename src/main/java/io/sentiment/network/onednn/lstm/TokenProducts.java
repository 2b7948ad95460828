package io.sentiment.network.onednn.lstm;

import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.NativeFloats;
import io.sentiment.network.onednn.Owned;
import io.sentiment.network.onednn.Team;
import io.sentiment.network.onednn.matrix.PackedMatrix;
import io.sentiment.network.onednn.matrix.RowCounts;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Products of many rows with a matrix [k, n] whose values change from batch to batch, each thread of a team taking some
 * of the rows. Owns its memory until {@link #close()}; not thread-safe.
 */
final class TokenProducts implements AutoCloseable {

    private final Owned owned = new Owned();
    private final Team team;
    private final PackedMatrix matrix;
    private final List<PackedMatrix.Products> products = new ArrayList<>();

    /**
     * Products without a matrix yet.
     *
     * @param devices of the members of the team
     * @param rows k
     * @param columns n
     * @param transposed whether {@link #multiply} gets the transpose of the matrix, [n, k] in memory
     */
    TokenProducts(Team team, List<Device> devices, int rows, int columns, boolean transposed) {
        this.team = team;
        matrix = owned.add(PackedMatrix.ofSingles(devices.get(0), rows, columns, transposed));
        devices.forEach(device -> products.add(owned.add(matrix.products(device))));
    }

    /** {@code destination [count, n] = source [count, k] · values}. */
    void multiply(FloatPointer source, long count, FloatPointer values, FloatPointer destination) {
        matrix.pack(values);
        team.run(member ->
                multiply(member, source, team.first(member, count), team.first(member + 1, count), destination));
    }

    @Override
    public void close() {
        owned.close();
    }

    /**
     * Multiplies the rows from {@code first} to before {@code end} block by block. So that only few numbers of rows are
     * compiled, the last block may begin before the end of the one before it.
     */
    private void multiply(int member, FloatPointer source, long first, long end, FloatPointer destination) {
        long at = first;
        while (end - at >= RowCounts.LARGEST) {
            multiplyBlock(member, source, at, RowCounts.LARGEST, destination);
            at += RowCounts.LARGEST;
        }
        if (at < end) {
            int count = (int) Math.min(RowCounts.roundedUp((int) (end - at)), end - first);
            multiplyBlock(member, source, end - count, count, destination);
        }
    }

    private void multiplyBlock(int member, FloatPointer source, long first, int count, FloatPointer destination) {
        products.get(member)
                .multiply(
                        NativeFloats.from(source, first * matrix.rows()),
                        count,
                        NativeFloats.from(destination, first * matrix.columns()));
    }
}

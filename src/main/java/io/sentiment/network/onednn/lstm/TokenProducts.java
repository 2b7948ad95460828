package io.sentiment.network.onednn.lstm;

import io.sentiment.network.Precision;
import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.NativeFloats;
import io.sentiment.network.onednn.Owned;
import io.sentiment.network.onednn.Team;
import io.sentiment.network.onednn.matrix.PackedMatrix;
import io.sentiment.network.onednn.matrix.RowCounts;
import io.sentiment.network.onednn.matrix.TokenRows;
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
    private final TokenRows source;
    private final PackedMatrix matrix;
    private final List<PackedMatrix.Products> products = new ArrayList<>();
    private final List<TokenRows.Rounding> roundings = new ArrayList<>();

    /**
     * Products without a matrix yet.
     *
     * @param devices of the members of the team
     * @param source of the rows [k]
     * @param columns n
     * @param transposed whether {@link #multiply} gets the transpose of the matrix, [n, k] in memory
     */
    TokenProducts(
            Team team, List<Device> devices, Precision precision, TokenRows source, int columns, boolean transposed) {
        this.team = team;
        this.source = source;
        matrix = owned.add(PackedMatrix.ofSingles(devices.get(0), precision, source.width(), columns, transposed));
        for (Device device : devices) {
            products.add(owned.add(matrix.products(device)));
            roundings.add(owned.add(source.rounding(device)));
        }
    }

    /** Lets products read {@code count} rows of the source from the first on. */
    void round(long count) {
        team.run(member ->
                inBlocks(member, count, (first, rows) -> roundings.get(member).round(first, rows)));
    }

    /** {@code destination [count, n] = source [count, k] · values}. */
    void multiply(long count, FloatPointer values, FloatPointer destination) {
        matrix.pack(values);
        team.run(member -> inBlocks(
                member,
                count,
                (first, rows) -> products.get(member)
                        .multiply(source.at(first), rows, NativeFloats.from(destination, first * matrix.columns()))));
    }

    @Override
    public void close() {
        owned.close();
    }

    /**
     * Takes the rows of a member block by block. So that only few numbers of rows are compiled, the last block may begin
     * before the end of the one before it.
     */
    private void inBlocks(int member, long count, Block block) {
        long first = team.first(member, count);
        long end = team.first(member + 1, count);
        long at = first;
        while (end - at >= RowCounts.LARGEST) {
            block.take(at, RowCounts.LARGEST);
            at += RowCounts.LARGEST;
        }
        if (at < end) {
            int rest = (int) Math.min(RowCounts.roundedUp((int) (end - at)), end - first);
            block.take(end - rest, rest);
        }
    }

    /** What is done with some rows. */
    private interface Block {

        void take(long first, int rows);
    }
}

package io.sentiment.network.onednn.lstm;

import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.Owned;
import io.sentiment.network.onednn.Team;
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
    private final RepackedMatrix matrix;
    private final List<StepProducts> products = new ArrayList<>();

    /** @param transposed whether {@link #multiply} gets the transpose of the matrix, [n, k] in memory */
    TokenProducts(Team team, Device device, int rows, int columns, boolean transposed) {
        this.team = team;
        matrix = owned.add(new RepackedMatrix(device, rows, columns, transposed));
        for (int member = 0; member < team.members(); member++) {
            products.add(owned.add(new StepProducts(matrix)));
        }
    }

    /** {@code destination [count, n] = source [count, k] · values}. */
    void multiply(FloatPointer source, long count, FloatPointer values, FloatPointer destination) {
        matrix.pack(values);
        team.run(member -> products.get(member)
                .multiplyBlocks(
                        source, count * member / team.members(), count * (member + 1) / team.members(), destination));
    }

    @Override
    public void close() {
        owned.close();
    }
}

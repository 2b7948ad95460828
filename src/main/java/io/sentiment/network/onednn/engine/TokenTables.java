package io.sentiment.network.onednn.engine;

import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Precision;
import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.Owned;
import io.sentiment.network.onednn.matrix.FloatRows;
import io.sentiment.network.onednn.matrix.RowProducts;
import java.util.ArrayList;
import java.util.List;

/** The look-up tables of the first layer for a range of its units, one a direction. Owns them until {@link #close()}. */
final class TokenTables implements AutoCloseable {

    private final Owned owned = new Owned();
    private final List<TokenTable> tables = new ArrayList<>();

    /** Computes the tables on the calling thread. */
    TokenTables(NetworkWeights weights, UnitRange units, FloatRows embedding) {
        try (Device device = new Device()) {
            for (NetworkWeights.Direction direction : weights.layers().get(0)) {
                // A table costs the same time whatever its precision.
                try (RowProducts projections = new RowProducts(
                        device,
                        Precision.FP32,
                        units.columnsOf(direction.input()),
                        units.columns(),
                        units.columnsOf(direction.bias()))) {
                    int vocabulary = weights.architecture().vocabularySize();
                    tables.add(owned.add(new TokenTable(embedding, vocabulary, projections)));
                }
            }
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    StepInputs readBy(int direction) {
        return tables.get(direction).readBy(direction);
    }

    @Override
    public void close() {
        owned.close();
    }
}

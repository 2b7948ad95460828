package io.sentiment.network.onednn;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Pooling;
import io.sentiment.network.Precision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thread's part of a network: its units of every layer. Owns its memory until {@link #close()}. */
final class NetworkPart implements AutoCloseable {

    private final Owned owned = new Owned();
    private final Device device;
    private final Precision precision;
    private final NetworkMemory memory;
    private final UnitRange units;
    private final boolean table;
    private final List<List<DirectionPass>> layers = new ArrayList<>();
    private final List<DenseShare> shares = new ArrayList<>();

    /** @param table whether the first layer looks its input projections up */
    NetworkPart(NetworkWeights weights, UnitRange units, Precision precision, boolean table, NetworkMemory memory) {
        this.precision = precision;
        this.memory = memory;
        this.units = units;
        this.table = table;
        Architecture architecture = weights.architecture();
        try {
            device = owned.add(new Device());
            for (int layer = 0; layer < architecture.layers(); layer++) {
                List<DirectionPass> directions = new ArrayList<>();
                for (int direction = 0; direction < architecture.directions(); direction++) {
                    directions.add(owned.add(new DirectionPass(
                            units,
                            inputs(weights, layer, direction),
                            products(
                                    precision,
                                    weights.layers().get(layer).get(direction).recurrent(),
                                    null),
                            memory.recurrent(layer, direction),
                            sink(weights, layer, direction))));
                }
                layers.add(directions);
            }
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    /** Computes the part of a batch, step by step with the other threads. */
    void run(SortedBatch batch, Team team) {
        for (List<DirectionPass> directions : layers) {
            for (int step = 0; step < batch.steps(); step++) {
                for (DirectionPass direction : directions) {
                    direction.step(batch, step);
                }
                team.await();
            }
        }
    }

    /** The part's share of what the dense layer sums up for a row of the latest batch. */
    float share(int row) {
        float sum = 0;
        for (DenseShare share : shares) {
            sum += share.of(row);
        }
        return sum;
    }

    @Override
    public void close() {
        owned.close();
    }

    private StepInputs inputs(NetworkWeights weights, int layer, int direction) {
        NetworkWeights.Direction matrices = weights.layers().get(layer).get(direction);
        boolean backwards = direction == 1;
        float[] bias = units.columnsOf(matrices.bias());
        if (layer > 0) {
            return new ProjectedInputs(
                    products(precision, matrices.input(), bias),
                    memory.below(layer).readBy(direction));
        }
        if (!table) {
            return new ProjectedInputs(
                    products(precision, matrices.input(), bias), new EmbeddedTokens(memory.embedding(), backwards));
        }
        // A table costs the same time whatever its precision.
        try (RowProducts projections = products(Precision.FP32, matrices.input(), bias)) {
            return new TokenTable(memory.embedding(), weights.architecture().vocabularySize(), projections, backwards);
        }
    }

    private StateSink sink(NetworkWeights weights, int layer, int direction) {
        if (layer < weights.architecture().layers() - 1) {
            return memory.below(layer + 1).writtenBy(direction, units);
        }
        DenseShare share = new DenseShare(weights.dense(), direction, units);
        shares.add(share);
        Pooling pooling = weights.architecture().pooling();
        return pooling == Pooling.LAST ? share : new PooledStates(pooling, units.count(), share);
    }

    private RowProducts products(Precision numbers, float[] matrix, float @Nullable [] bias) {
        return new RowProducts(device, numbers, units.columnsOf(matrix), units.columns(), bias);
    }
}

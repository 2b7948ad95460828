package io.sentiment.network.onednn.engine;

import io.sentiment.network.Architecture;
import io.sentiment.network.DenseLayers;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Pooling;
import io.sentiment.network.Precision;
import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.Owned;
import io.sentiment.network.onednn.Team;
import io.sentiment.network.onednn.matrix.RowProducts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thread's part of a network: some or all units of every layer. Owns its packed weights until {@link #close()}. */
final class NetworkPart implements AutoCloseable {

    private final Owned owned = new Owned();
    private final Device device;
    private final Precision precision;
    private final @Nullable TokenTables tables;
    private final EmbeddingMemory embedding;
    private final StateMemory states;
    private final UnitRange units;
    private final List<List<DirectionPass>> layers = new ArrayList<>();
    private final List<StateSink.Dense> shares = new ArrayList<>();

    /**
     * @param tables of the units, or null where the first layer projects the embedding at each token
     * @param embedding not needed afterwards where there are tables
     * @param states of all threads that compute the same texts
     */
    NetworkPart(
            NetworkWeights weights,
            UnitRange units,
            Precision precision,
            @Nullable TokenTables tables,
            EmbeddingMemory embedding,
            StateMemory states) {
        this.precision = precision;
        this.tables = tables;
        this.embedding = embedding;
        this.states = states;
        this.units = units;
        Architecture architecture = weights.architecture();
        try {
            device = owned.add(new Device());
            for (int layer = 0; layer < architecture.layers(); layer++) {
                List<DirectionPass> directions = new ArrayList<>();
                for (int direction = 0; direction < architecture.directions(); direction++) {
                    directions.add(owned.add(new DirectionPass(
                            layer,
                            units,
                            architecture,
                            inputs(weights, layer, direction),
                            products(
                                    precision,
                                    weights.layers().get(layer).get(direction).recurrent(),
                                    null),
                            states.recurrent(layer, direction),
                            sink(weights, layer, direction))));
                }
                layers.add(directions);
            }
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    /** Computes a batch, direction by direction, because the weights of one stay in the cache then. */
    void run(SortedBatch batch) {
        for (List<DirectionPass> directions : layers) {
            for (DirectionPass direction : directions) {
                for (int step = 0; step < batch.steps(); step++) {
                    direction.step(batch, step);
                }
            }
        }
    }

    /** Computes the part of a batch, step by step with the other threads. */
    void runTogether(SortedBatch batch, Team team) {
        for (List<DirectionPass> directions : layers) {
            for (int step = 0; step < batch.steps(); step++) {
                for (DirectionPass direction : directions) {
                    direction.step(batch, step);
                }
                team.await();
            }
        }
    }

    /** Copies what a layer that reads forwards has of these units in its cell state after a row's last step. */
    void copyCell(int layer, int row, float[] into) {
        layers.get(layer).get(0).copyCell(row, into);
    }

    /**
     * Adds the part's share of what the dense layer that reads the states sums up for a row of the latest batch.
     *
     * @param sums [values of that layer] in and out
     */
    void addShare(int row, float[] sums) {
        for (StateSink.Dense share : shares) {
            share.addTo(row, sums);
        }
    }

    @Override
    public void close() {
        owned.close();
    }

    private StepInputs inputs(NetworkWeights weights, int layer, int direction) {
        if (layer == 0 && tables != null) {
            return tables.readBy(direction);
        }
        NetworkWeights.Direction matrices = weights.layers().get(layer).get(direction);
        RowProducts products = products(precision, matrices.input(), units.columnsOf(matrices.bias()));
        return new StepInputs.Projected(
                products,
                layer == 0 ? embedding.readBy(direction) : states.below(layer).readBy(direction));
    }

    private StateSink sink(NetworkWeights weights, int layer, int direction) {
        if (layer < weights.architecture().layers() - 1) {
            return states.below(layer + 1).writtenBy(direction, units);
        }
        StateSink.Dense share = new StateSink.Dense(new DenseLayers(weights), direction, units);
        shares.add(share);
        Pooling pooling = weights.architecture().pooling();
        return pooling == Pooling.LAST ? share : new StateSink.Pooled(pooling, units.count(), share);
    }

    private RowProducts products(Precision numbers, float[] matrix, float @Nullable [] bias) {
        return new RowProducts(device, numbers, units.columnsOf(matrix), units.columns(), bias);
    }
}

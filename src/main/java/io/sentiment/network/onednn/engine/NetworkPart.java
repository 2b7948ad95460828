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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One thread's part of a network: some or all units of every layer. Owns its packed weights until {@link #close()}. */
final class NetworkPart implements AutoCloseable {

    private final Owned owned = new Owned();
    private final Architecture architecture;
    private final DenseLayers denseLayers;
    private final @Nullable TokenTables tables;
    private final EmbeddingMemory embedding;
    private final StateMemory states;
    private final UnitRange units;
    private final Map<Place, RowProducts> products = new HashMap<>();
    private final List<List<DirectionPass>> layers = new ArrayList<>();
    private final List<StateSink.Dense> shares = new ArrayList<>();

    /**
     * @param tables of the units, or null where the first layer projects the embedding at each token
     * @param states of all threads that compute the same texts
     */
    NetworkPart(
            NetworkWeights weights,
            UnitRange units,
            Precision precision,
            @Nullable TokenTables tables,
            EmbeddingMemory embedding,
            StateMemory states) {
        this(
                weights.architecture(),
                new DenseLayers(weights),
                units,
                tables,
                embedding,
                states,
                (device, place) -> packed(device, precision, units, weights, place));
    }

    private NetworkPart(
            Architecture architecture,
            DenseLayers denseLayers,
            UnitRange units,
            @Nullable TokenTables tables,
            EmbeddingMemory embedding,
            StateMemory states,
            BiFunction<Device, Place, RowProducts> weights) {
        this.architecture = architecture;
        this.denseLayers = denseLayers;
        this.tables = tables;
        this.embedding = embedding;
        this.states = states;
        this.units = units;
        try {
            Device device = owned.add(new Device());
            for (int layer = 0; layer < architecture.layers(); layer++) {
                List<DirectionPass> directions = new ArrayList<>();
                for (int direction = 0; direction < architecture.directions(); direction++) {
                    directions.add(owned.add(new DirectionPass(
                            layer,
                            units,
                            architecture,
                            inputs(device, weights, layer, direction),
                            products(device, weights, new Place(layer, direction, true)),
                            states.recurrent(layer, direction),
                            sink(layer, direction))));
                }
                layers.add(directions);
            }
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    /**
     * The same part with the same weights for another thread, which may compute other texts at the same time; to be closed
     * before this one.
     */
    NetworkPart withStates(StateMemory others) {
        return new NetworkPart(
                architecture,
                denseLayers,
                units,
                tables,
                embedding,
                others,
                (device, place) -> Objects.requireNonNull(products.get(place)).on(device));
    }

    /** Computes a batch with all parts of a network on one thread, direction by direction. */
    static void run(List<NetworkPart> parts, SortedBatch batch) {
        NetworkPart any = parts.get(0);
        for (int layer = 0; layer < any.layers.size(); layer++) {
            for (int direction = 0; direction < any.layers.get(layer).size(); direction++) {
                for (int step = 0; step < batch.steps(); step++) {
                    for (NetworkPart part : parts) {
                        part.layers.get(layer).get(direction).step(batch, step);
                    }
                }
            }
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

    private StepInputs inputs(Device device, BiFunction<Device, Place, RowProducts> weights, int layer, int direction) {
        if (layer == 0 && tables != null) {
            return tables.readBy(direction);
        }
        return new StepInputs.Projected(
                products(device, weights, new Place(layer, direction, false)),
                layer == 0 ? embedding.readBy(direction) : states.below(layer).readBy(direction));
    }

    private StateSink sink(int layer, int direction) {
        if (layer < architecture.layers() - 1) {
            return states.below(layer + 1).writtenBy(direction, units);
        }
        StateSink.Dense share = new StateSink.Dense(denseLayers, direction, units);
        shares.add(share);
        Pooling pooling = architecture.pooling();
        return pooling == Pooling.LAST ? share : new StateSink.Pooled(pooling, units.count(), share);
    }

    private RowProducts products(Device device, BiFunction<Device, Place, RowProducts> weights, Place place) {
        RowProducts made = weights.apply(device, place);
        products.put(place, made);
        return made;
    }

    private static RowProducts packed(
            Device device, Precision precision, UnitRange units, NetworkWeights weights, Place place) {
        NetworkWeights.Direction matrices = weights.layers().get(place.layer).get(place.direction);
        return place.recurrent
                ? new RowProducts(device, precision, units.columnsOf(matrices.recurrent()), units.columns(), null)
                : new RowProducts(
                        device,
                        precision,
                        units.columnsOf(matrices.input()),
                        units.columns(),
                        units.columnsOf(matrices.bias()));
    }

    /** Which weights of a network: the recurrent ones of a direction of a layer, or those of its input. */
    private record Place(int layer, int direction, boolean recurrent) {}
}

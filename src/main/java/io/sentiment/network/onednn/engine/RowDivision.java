package io.sentiment.network.onednn.engine;

import io.sentiment.network.Architecture;
import io.sentiment.network.DenseLayers;
import io.sentiment.network.NetworkState;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.onednn.Owned;
import io.sentiment.network.onednn.Team;
import io.sentiment.network.onednn.matrix.FloatRows;
import io.sentiment.network.onednn.matrix.RowCounts;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives each thread whole texts of a batch, so that none waits for another at a time step. Each has packed weights of its
 * own, and all read the same look-up tables. For networks so narrow that a core keeps the weights in its second cache.
 */
final class RowDivision implements Division {

    /** Bytes of the recurrent weights of a direction in single precision: the second cache of most cores. */
    private static final long LARGEST_MATRIX = 1 << 20;

    private final Owned owned = new Owned();
    private final Team team;
    private final NetworkPart[] parts;
    private final StateMemory[] states;
    private final float[][] sums;
    private final @Nullable NetworkState[] after = new @Nullable NetworkState[RowCounts.LARGEST];
    private final Architecture architecture;

    RowDivision(NetworkWeights weights, OneDnnSettings settings, boolean table) {
        architecture = weights.architecture();
        sums = new float[RowCounts.LARGEST][new DenseLayers(weights).firstSize()];
        UnitRange all = UnitRange.of(architecture.cell(), architecture.hiddenSize(), 0, 1);
        parts = new NetworkPart[settings.threads()];
        states = new StateMemory[parts.length];
        try {
            EmbeddingMemory embedding = owned.add(new EmbeddingMemory(weights));
            TokenTables tables =
                    table ? owned.add(new TokenTables(weights, all, settings.precision(), embedding)) : null;
            owned.add(() -> Owned.closeAll(states));
            owned.add(() -> Owned.closeAll(parts));
            // Released first: its threads use the rest.
            team = owned.add(new Team(parts.length));
            team.run(part -> {
                states[part] = new StateMemory(architecture, tokens(architecture));
                parts[part] = new NetworkPart(weights, all, settings.precision(), tables, embedding, states[part]);
            });
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    /** Whether the network is narrow enough. */
    static boolean suits(Architecture architecture) {
        long columns = (long) architecture.cell().matrices() * architecture.hiddenSize();
        return FloatRows.bytes(architecture.hiddenSize(), columns) <= LARGEST_MATRIX;
    }

    @Override
    public void compute(SortedBatch batch) {
        int hands = Math.min(parts.length, batch.rows());
        if (hands == 1) {
            Team.alone(() -> compute(batch, 0, 1));
        } else {
            team.run(hand -> {
                if (hand < hands) {
                    compute(batch.hand(hand, hands), hand, hands);
                }
            });
        }
    }

    @Override
    public void addSums(int row, float[] others) {
        for (int value = 0; value < others.length; value++) {
            others[value] += sums[row][value];
        }
    }

    @Override
    public NetworkState after(int row) {
        return Objects.requireNonNull(after[row]);
    }

    @Override
    public Division lane() {
        return new Lane(architecture, List.of(parts[0]));
    }

    @Override
    public void close() {
        owned.close();
    }

    /** Computes what a thread has in its hand. */
    private void compute(SortedBatch held, int hand, int hands) {
        states[hand].begin(held);
        parts[hand].run(held);
        for (int row = 0; row < held.rows(); row++) {
            int dealt = SortedBatch.dealt(row, hand, hands);
            Arrays.fill(sums[dealt], 0);
            parts[hand].addShare(row, sums[dealt]);
            after[dealt] = held.keeps(row) ? states[hand].after(held, row, architecture, List.of(parts[hand])) : null;
        }
    }

    /** The first hand has at most a text more than its even share. */
    private int tokens(Architecture architecture) {
        return architecture.layers() == 1
                ? 0
                : Division.tokens(architecture) / parts.length + Division.longest(architecture);
    }
}

package io.sentiment.network.onednn.engine;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkState;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.onednn.Owned;
import io.sentiment.network.onednn.Team;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives each thread a range of the hidden units, with the packed weights and the cell states of these; the threads meet
 * after each time step. For networks whose weights no single core can keep: each reads its share of them from a cache of
 * its own.
 */
final class UnitDivision implements Division {

    private final Owned owned = new Owned();
    private final Team team;
    private final NetworkPart[] parts;
    private final @Nullable TokenTables[] tables;
    private final Architecture architecture;
    private final StateMemory states;
    private @Nullable SortedBatch latest;

    UnitDivision(NetworkWeights weights, OneDnnSettings settings, boolean table) {
        architecture = weights.architecture();
        int hidden = architecture.hiddenSize();
        parts = new NetworkPart[UnitRange.parts(hidden, settings.threads())];
        tables = new TokenTables[parts.length];
        try {
            EmbeddingMemory embedding = owned.add(new EmbeddingMemory(weights));
            states = owned.add(new StateMemory(architecture, Division.tokens(architecture)));
            owned.add(() -> Owned.closeAll(tables));
            owned.add(() -> Owned.closeAll(parts));
            // Released first: its threads use the rest.
            team = owned.add(new Team(parts.length));
            team.run(part -> {
                UnitRange units = UnitRange.of(architecture.cell(), hidden, part, parts.length);
                TokenTables ofPart = table ? new TokenTables(weights, units, settings.precision(), embedding) : null;
                tables[part] = ofPart;
                parts[part] = new NetworkPart(weights, units, settings.precision(), ofPart, embedding, states);
            });
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    @Override
    public void compute(SortedBatch batch) {
        latest = batch;
        states.begin(batch);
        team.run(part -> parts[part].runTogether(batch, team));
    }

    @Override
    public void addSums(int row, float[] sums) {
        for (NetworkPart part : parts) {
            part.addShare(row, sums);
        }
    }

    @Override
    public NetworkState after(int row) {
        return states.after(Objects.requireNonNull(latest), row, architecture, List.of(parts));
    }

    @Override
    public Division lane() {
        return new Lane(architecture, List.of(parts));
    }

    @Override
    public void close() {
        owned.close();
    }
}

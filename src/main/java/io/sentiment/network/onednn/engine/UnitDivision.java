package io.sentiment.network.onednn.engine;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.onednn.Owned;
import io.sentiment.network.onednn.Team;
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

    UnitDivision(NetworkWeights weights, OneDnnSettings settings, boolean table) {
        Architecture architecture = weights.architecture();
        int hidden = architecture.hiddenSize();
        parts = new NetworkPart[UnitRange.parts(hidden, settings.threads())];
        tables = new TokenTables[parts.length];
        try {
            EmbeddingMemory embedding = owned.add(new EmbeddingMemory(weights));
            StateMemory states = owned.add(new StateMemory(architecture, Division.tokens(architecture)));
            owned.add(() -> Owned.closeAll(tables));
            owned.add(() -> Owned.closeAll(parts));
            // Released first: its threads use the rest.
            team = owned.add(new Team(parts.length));
            team.run(part -> {
                UnitRange units = UnitRange.of(architecture.cell(), hidden, part, parts.length);
                TokenTables ofPart = table ? new TokenTables(weights, units, embedding.rows()) : null;
                tables[part] = ofPart;
                parts[part] = new NetworkPart(weights, units, settings.precision(), ofPart, embedding, states);
            });
            if (table) {
                embedding.close();
            }
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    @Override
    public void compute(SortedBatch batch) {
        team.run(part -> parts[part].runTogether(batch, team));
    }

    @Override
    public float sum(int row) {
        float sum = 0;
        for (NetworkPart part : parts) {
            sum += part.share(row);
        }
        return sum;
    }

    @Override
    public void close() {
        owned.close();
    }
}

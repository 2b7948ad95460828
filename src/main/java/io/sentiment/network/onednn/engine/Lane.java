package io.sentiment.network.onednn.engine;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkState;
import io.sentiment.network.onednn.Owned;
import io.sentiment.network.onednn.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Computes whole batches on the calling thread with the packed weights of another division. No thread waits for another at a
 * time step, so that one which is put aside for other work keeps its own texts waiting and no others.
 */
final class Lane implements Division {

    private final Owned owned = new Owned();
    private final Architecture architecture;
    private final StateMemory states;
    private final List<NetworkPart> parts = new ArrayList<>();
    private @Nullable SortedBatch latest;

    /** @param whole parts that together are the network; they keep their weights */
    Lane(Architecture architecture, List<NetworkPart> whole) {
        this.architecture = architecture;
        try {
            states = owned.add(new StateMemory(architecture, Division.tokens(architecture)));
            for (NetworkPart part : whole) {
                parts.add(owned.add(part.withStates(states)));
            }
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    @Override
    public void compute(SortedBatch batch) {
        latest = batch;
        states.begin(batch);
        Team.alone(() -> NetworkPart.run(parts, batch));
    }

    @Override
    public void addSums(int row, float[] sums) {
        for (NetworkPart part : parts) {
            part.addShare(row, sums);
        }
    }

    @Override
    public NetworkState after(int row) {
        return states.after(Objects.requireNonNull(latest), row, architecture, parts);
    }

    @Override
    public Division lane() {
        return new Lane(architecture, parts);
    }

    @Override
    public void close() {
        owned.close();
    }
}

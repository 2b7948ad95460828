package io.sentiment.network.onednn.engine;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkState;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.onednn.matrix.RowCounts;

/** How the work of an engine is shared out among its threads. Owns them and their memory until {@link #close()}. */
interface Division extends AutoCloseable {

    /** Of a batch where layers are stacked, which takes memory for each token. */
    int STACKED_TOKENS = 4_096;

    /** Computes a batch of at most {@link RowCounts#LARGEST} texts and {@link #tokens} tokens. */
    void compute(SortedBatch batch);

    /**
     * Adds what the dense layer that reads the states sums up for a row of the latest batch, without its bias.
     *
     * @param sums [values of that layer] in and out
     */
    void addSums(int row, float[] sums);

    /** What the network remembers after a row of the latest batch that keeps it. */
    NetworkState after(int row);

    /**
     * A division without threads of its own, whose caller computes whole batches alone with the weights of this one; at the same
     * time as other lanes, but not as this division. To be closed before this one.
     */
    Division lane();

    @Override
    void close();

    /**
     * The division that is the fastest for that network.
     *
     * @param table whether the first layer looks its input projections up
     */
    static Division of(NetworkWeights weights, OneDnnSettings settings, boolean table) {
        return RowDivision.suits(weights.architecture())
                ? new RowDivision(weights, settings, table)
                : new UnitDivision(weights, settings, table);
    }

    /** Tokens of a batch at most. */
    static int tokens(Architecture architecture) {
        return architecture.layers() == 1 ? Integer.MAX_VALUE : Math.max(STACKED_TOKENS, architecture.maximumLength());
    }

    /** Tokens of one text of a batch at most; a longer one is read in sections, see {@link Architecture#carriesState}. */
    static int longest(Architecture architecture) {
        if (!architecture.carriesState()) {
            return architecture.maximumLength();
        }
        return architecture.layers() == 1
                ? Integer.MAX_VALUE
                : Math.max(STACKED_TOKENS / 2, architecture.maximumLength());
    }
}

package io.sentiment.network.cuda;

import io.sentiment.network.Cell;
import io.sentiment.network.Pooling;
import io.sentiment.network.cuda.driver.CudaContext;
import io.sentiment.network.cuda.driver.CudaStream;
import io.sentiment.network.cuda.driver.Kernel;
import io.sentiment.network.cuda.driver.KernelModule;
import io.sentiment.network.onednn.Owned;

/** The kernels of {@code src/main/cuda} on a stream. Owns them until {@link #close()}. For one thread at a time. */
final class Kernels implements AutoCloseable {

    /** What {@code src/main/cuda/compile.sh} makes. */
    static final String PTX = "kernels.ptx";

    /** Rows and columns that a block of the product computes: TILE in {@code product.cu}. */
    private static final int TILE = 64;

    /** Blocks that a grid has downwards at most. */
    private static final int MOST_DOWN = 65_535;

    private final Owned owned = new Owned();
    private final Kernel gatherTokens;
    private final Kernel gatherStates;
    private final Kernel product;
    private final Kernel cell;
    private final Kernel dense;

    Kernels(CudaContext context, CudaStream stream, Cell kind) {
        try {
            KernelModule module = owned.add(KernelModule.of(context, Kernels.class, PTX));
            gatherTokens = module.kernel("gatherTokens", stream);
            gatherStates = module.kernel("gatherStates", stream);
            product = module.kernel("product", stream);
            cell = module.kernel(kind == Cell.LSTM ? "lstm" : "simple", stream);
            dense = module.kernel("dense", stream);
        } catch (RuntimeException | Error failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    /** The embeddings [steps][rows][width] that rows read from a step on. */
    void gatherTokens(long vectors, long embedding, Texts texts, Reading reading, int rows, int steps, int width) {
        gatherTokens
                .address(vectors)
                .address(embedding)
                .address(texts.tokens())
                .address(texts.lengths())
                .integer(rows)
                .integer(steps)
                .integer(reading.step())
                .integer(texts.stride())
                .integer(width)
                .flag(reading.backwards())
                .launchFor((long) rows * steps * width);
    }

    /** The states [steps][rows][width] of the layer below that rows read from a step on. */
    void gatherStates(
            long vectors, long states, Texts texts, Reading reading, int rows, int steps, int capacity, int width) {
        gatherStates
                .address(vectors)
                .address(states)
                .address(texts.lengths())
                .integer(rows)
                .integer(steps)
                .integer(reading.step())
                .integer(capacity)
                .integer(width)
                .flag(reading.backwards())
                .launchFor((long) rows * steps * width);
    }

    /** See {@link Products#multiply}. */
    void multiply(long result, long left, long right, int rows, int columns, int inner) {
        int most = MOST_DOWN * TILE;
        for (int first = 0; first < rows; first += most) {
            int count = Math.min(most, rows - first);
            product.address(result + (long) Float.BYTES * first * columns)
                    .address(left + (long) Float.BYTES * first * inner)
                    .address(right)
                    .integer(count)
                    .integer(columns)
                    .integer(inner)
                    .launch(blocks(columns), blocks(count));
        }
    }

    /** Brings rows a step on. */
    void step(State state, Inputs inputs, long bias, Texts texts, Reading reading, int rows, int hidden, Sinks sinks) {
        cell.address(state.state())
                .address(state.cell())
                .address(state.sums())
                .address(inputs.projected())
                .address(bias)
                .address(inputs.byToken() ? texts.tokens() : 0)
                .address(texts.lengths())
                .integer(rows)
                .integer(hidden)
                .integer(reading.step())
                .integer(texts.stride())
                .flag(reading.backwards())
                .address(sinks.outputs())
                .address(sinks.features())
                .integer(sinks.capacity())
                .integer(sinks.width())
                .integer(sinks.column())
                .integer(number(sinks.pooling()))
                .launchFor((long) rows * hidden);
    }

    /** The probabilities of rows. */
    void dense(
            long probabilities,
            long features,
            long weights,
            float bias,
            long lengths,
            int rows,
            int width,
            Pooling pooling) {
        dense.address(probabilities)
                .address(features)
                .address(weights)
                .number(bias)
                .address(lengths)
                .integer(width)
                .flag(pooling == Pooling.MEAN)
                .launch(rows, 1);
    }

    @Override
    public void close() {
        owned.close();
    }

    /** As {@code cells.cu} numbers them. */
    private static int number(Pooling pooling) {
        return switch (pooling) {
            case LAST -> 0;
            case MEAN -> 1;
            case MAX -> 2;
        };
    }

    private static int blocks(int values) {
        return (values + TILE - 1) / TILE;
    }

    /**
     * The texts that a device has.
     *
     * @param tokens address of the ids [row][stride]
     * @param lengths address of how many of them each row has
     */
    record Texts(long tokens, int stride, long lengths) {}

    /** Where a direction is. */
    record Reading(int step, boolean backwards) {}

    /**
     * What a direction of a layer has of the steps before.
     *
     * @param state address of h [row][hidden]
     * @param cell address of c [row][hidden]
     * @param sums address of the recurrent product [row][k · hidden], or 0 where the state is zero
     */
    record State(long state, long cell, long sums) {}

    /**
     * Inputs times input weights.
     *
     * @param projected address of [row][k · hidden], or of a table [token][k · hidden]
     * @param byToken whether it is a table
     */
    record Inputs(long projected, boolean byToken) {}

    /**
     * Where states go besides the next step.
     *
     * @param outputs address of [position][capacity][width] for the layer above, or 0
     * @param features address of [row][width] for the dense layer, or 0
     * @param column of the first unit of the direction
     */
    record Sinks(long outputs, long features, int capacity, int width, int column, Pooling pooling) {}
}

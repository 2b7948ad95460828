package io.sentiment.network.cuda;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.Pooling;
import io.sentiment.network.cuda.driver.CudaContext;
import io.sentiment.network.cuda.driver.CudaStream;
import io.sentiment.network.cuda.driver.Kernel;
import io.sentiment.network.cuda.driver.KernelModule;
import io.sentiment.network.onednn.Owned;

/** The kernels of {@code src/main/cuda} on a stream. Owns them until {@link #close()}. For one thread at a time. */
public final class Kernels implements AutoCloseable {

    /** Rows and columns that a block of the product computes: TILE in {@code product.cu}. */
    private static final int TILE = 64;

    /** Blocks that a grid has downwards at most. */
    private static final int MOST_DOWN = 65_535;

    private final Owned owned = new Owned();
    private final Numbers numbers;

    /** Units that a thread of the cell computes. */
    private final int unitsAtOnce;

    private final Gathering gatherTokens;
    private final Gathering gatherStates;
    private final Kernel product;
    private final Kernel cell;
    private final Kernel dense;

    Kernels(CudaContext context, CudaStream stream, Architecture architecture, Numbers numbers) {
        this.numbers = numbers;
        int size = numbers.factors().bytes();
        boolean wide = architecture.hiddenSize() % numbers.unitsAtOnce() == 0;
        unitsAtOnce = wide ? numbers.unitsAtOnce() : 1;
        try {
            KernelModule module = owned.add(KernelModule.of(context, Kernels.class, numbers.ptx("kernels")));
            gatherTokens = new Gathering(module, stream, "gatherTokens", size * architecture.embeddingSize());
            gatherStates = new Gathering(
                    module, stream, "gatherStates", size * architecture.directions() * architecture.hiddenSize());
            product = module.kernel(numbers.kernel("product"), stream);
            String kind = numbers.kernel(architecture.cell() == Cell.LSTM ? "lstm" : "simple");
            cell = module.kernel(wide ? kind + "Wide" : kind, stream);
            dense = module.kernel("dense", stream);
        } catch (RuntimeException | Error failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    /** The embeddings [steps][rows][embedding size] that rows read from a step on. */
    void gatherTokens(long vectors, long embedding, Texts texts, Reading reading, int rows, int steps) {
        gatherTokens
                .kernel
                .address(vectors)
                .address(embedding)
                .address(texts.tokens())
                .address(texts.lengths())
                .integer(rows)
                .integer(steps)
                .integer(reading.step())
                .integer(texts.stride())
                .integer(gatherTokens.parts)
                .flag(reading.backwards())
                .launchFor((long) rows * steps * gatherTokens.parts);
    }

    /** The states [steps][rows][directions · hidden] of the layer below that rows read from a step on. */
    void gatherStates(long vectors, long states, Texts texts, Reading reading, int rows, int steps, int capacity) {
        gatherStates
                .kernel
                .address(vectors)
                .address(states)
                .address(texts.lengths())
                .integer(rows)
                .integer(steps)
                .integer(reading.step())
                .integer(capacity)
                .integer(gatherStates.parts)
                .flag(reading.backwards())
                .launchFor((long) rows * steps * gatherStates.parts);
    }

    /** See {@link Products#multiply}. */
    void multiply(long result, long left, long right, int rows, int columns, int inner) {
        int most = MOST_DOWN * TILE;
        for (int first = 0; first < rows; first += most) {
            int count = Math.min(most, rows - first);
            product.address(result + (long) numbers.sums().bytes() * first * columns)
                    .address(left + (long) numbers.factors().bytes() * first * inner)
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
                .launchFor((long) rows * hidden / unitsAtOnce);
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

    /** As {@code pooling.h} numbers them. */
    public static int number(Pooling pooling) {
        return switch (pooling) {
            case LAST -> 0;
            case MEAN -> 1;
            case MAX -> 2;
        };
    }

    private static int blocks(int values) {
        return (values + TILE - 1) / TILE;
    }

    /** A kernel that copies rows, a thread as many bytes of them as the length of a row allows. */
    private static final class Gathering {

        private final Kernel kernel;

        /** Of a row. */
        private final int parts;

        Gathering(KernelModule module, CudaStream stream, String name, int bytes) {
            int part = bytes % 16 == 0 ? 16 : bytes % 4 == 0 ? 4 : 2;
            kernel = module.kernel(name + part, stream);
            parts = bytes / part;
        }
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

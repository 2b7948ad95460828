package io.sentiment.network.cuda.training;

import io.sentiment.network.Cell;
import io.sentiment.network.Pooling;
import io.sentiment.network.cuda.Kernels;
import io.sentiment.network.cuda.driver.Cublas.Factor;
import io.sentiment.network.cuda.driver.CudaContext;
import io.sentiment.network.cuda.driver.CudaStream;
import io.sentiment.network.cuda.driver.Kernel;
import io.sentiment.network.cuda.driver.KernelModule;
import io.sentiment.network.onednn.Owned;
import java.util.HashMap;
import java.util.Map;

/**
 * The kernels of {@code src/main/cuda/training}, each with its arguments in order; what they mean is said there. Addresses are
 * longs. Owns the module until {@link #close()}.
 */
final class TrainingKernels implements AutoCloseable {

    /** Blocks that share work of any size: as many as keep a large GPU busy. */
    private static final int BLOCKS = 1024;

    /** PARTS in {@code weights.cu}. */
    static final int PARTS = 256;

    /** Rows of a partial sum of columns. */
    private static final int CHUNK = 64;

    /** SQUARE in {@code matrices.cu}. */
    private static final int SQUARE = 16;

    /** Blocks that a grid has downwards at most. */
    private static final int MOST_DOWN = 65_535;

    private final Owned owned = new Owned();
    private final KernelModule module;
    private final CudaStream stream;
    private final Map<String, Kernel> kernels = new HashMap<>();

    TrainingKernels(CudaContext context, CudaStream stream, CudaTrainingSettings settings) {
        this.stream = stream;
        module = owned.add(KernelModule.of(
                context, TrainingKernels.class, settings.precision().label() + ".ptx"));
    }

    private Kernel kernel(String name) {
        return kernels.computeIfAbsent(name, wanted -> module.kernel(wanted, stream));
    }

    /** See {@link Matrices#multiply}. */
    void multiply(long result, Factor left, Factor right, int rows, int columns, int inner, boolean added) {
        if (squares(rows) > MOST_DOWN) {
            throw new IllegalArgumentException(rows + " rows are more than a product without cuBLAS has.");
        }
        kernel("matrices")
                .address(result)
                .address(left.address())
                .address(right.address())
                .integer(rows)
                .integer(columns)
                .integer(inner)
                .integer(left.rowStride())
                .integer(left.columnStride())
                .integer(right.rowStride())
                .integer(right.columnStride())
                .flag(added)
                .launch(squares(columns), squares(rows));
    }

    private static int squares(int values) {
        return (values + SQUARE - 1) / SQUARE;
    }

    /**
     * @param perturbed address of gradients that embeddings are moved by, or 0
     * @param factors address of how far
     */
    void embed(
            long inputs,
            long embedding,
            SentBatch.Addresses batch,
            int width,
            int vocabulary,
            boolean backwards,
            long factors,
            long perturbed,
            int place) {
        kernel("embed")
                .address(inputs)
                .address(embedding)
                .address(batch.tokens())
                .address(batch.lengths())
                .integer(batch.rows())
                .integer(batch.steps())
                .integer(width)
                .integer(vocabulary)
                .flag(backwards)
                .address(factors)
                .address(perturbed)
                .integer(place)
                .address(batch.update())
                .launchFor((long) batch.rows() * batch.steps() * width);
    }

    void join(
            long inputs,
            long forwards,
            long backwards,
            SentBatch.Addresses batch,
            int hidden,
            boolean reversed,
            int place) {
        kernel("join")
                .address(inputs)
                .address(forwards)
                .address(backwards)
                .address(batch.lengths())
                .integer(batch.rows())
                .integer(batch.steps())
                .integer(hidden)
                .flag(reversed)
                .integer(place)
                .address(batch.update())
                .launchFor((long) batch.rows() * batch.steps() * (backwards == 0 ? hidden : 2L * hidden));
    }

    void passBack(long gradients, long forwards, long backwards, SentBatch.Addresses batch, int width, int place) {
        kernel("passBack")
                .address(gradients)
                .address(forwards)
                .address(backwards)
                .address(batch.lengths())
                .integer(batch.rows())
                .integer(batch.steps())
                .integer(width)
                .integer(place)
                .address(batch.update())
                .launchFor((long) batch.rows() * batch.steps() * width);
    }

    void forward(Cell cell, StepAddresses at, long bias, SentBatch.Addresses batch, int hidden, int step) {
        boolean lstm = cell == Cell.LSTM;
        Kernel kernel = kernel(lstm ? "lstmForward" : "simpleForward")
                .address(at.gates())
                .address(bias)
                .address(at.stateBefore());
        if (lstm) {
            kernel.address(at.cellBefore());
        }
        kernel.address(at.state());
        if (lstm) {
            kernel.address(at.cell());
        }
        kernel.address(batch.lengths())
                .integer(batch.rows())
                .integer(hidden)
                .integer(step)
                .launchFor((long) batch.rows() * hidden);
    }

    void backward(
            Cell cell,
            StepAddresses at,
            long sums,
            long carried,
            long recurrent,
            Sources sources,
            SentBatch.Addresses batch,
            int hidden,
            int step,
            boolean backwards) {
        boolean lstm = cell == Cell.LSTM;
        Kernel kernel =
                kernel(lstm ? "lstmBackward" : "simpleBackward").address(sums).address(at.gates());
        if (lstm) {
            kernel.address(at.cellBefore()).address(at.cell()).address(carried);
        }
        kernel.address(recurrent)
                .address(sources.outputs())
                .address(sources.features())
                .address(sources.chosen())
                .address(batch.lengths())
                .integer(batch.rows())
                .integer(hidden)
                .integer(step)
                .flag(backwards && !sources.byStep())
                .integer(sources.width())
                .integer(sources.column())
                .integer(Kernels.number(sources.pooling()))
                .launchFor((long) batch.rows() * hidden);
    }

    /** @param origins address, or 0 where nothing is carried */
    void beginStates(long states, long cells, long leftStates, long leftCells, long origins, int rows, int hidden) {
        kernel("beginStates")
                .address(states)
                .address(cells)
                .address(leftStates)
                .address(leftCells)
                .address(origins)
                .integer(rows)
                .integer(hidden)
                .launchFor((long) rows * hidden);
    }

    void keepStates(long leftStates, long leftCells, long states, long cells, int count) {
        kernel("keepStates")
                .address(leftStates)
                .address(leftCells)
                .address(states)
                .address(cells)
                .integer(count)
                .launchFor(count);
    }

    /** Partial sums of so many rows. */
    static long chunks(long rows) {
        return (rows + CHUNK - 1) / CHUNK;
    }

    /**
     * Adds the sums of the columns to a gradient.
     *
     * @param partial address of room for [chunks(rows)][columns]
     */
    void addColumns(long gradient, long partial, long sums, int rows, int columns) {
        int chunks = (int) chunks(rows);
        kernel("sumColumns")
                .address(partial)
                .address(sums)
                .integer(rows)
                .integer(columns)
                .integer(CHUNK)
                .launch((columns + Kernel.THREADS - 1) / Kernel.THREADS, chunks);
        kernel("addChunks")
                .address(gradient)
                .address(partial)
                .integer(columns)
                .integer(chunks)
                .launchFor(columns);
    }

    void pool(
            long features,
            long chosen,
            long states,
            SentBatch.Addresses batch,
            int hidden,
            int width,
            int column,
            Pooling pooling) {
        kernel("poolStates")
                .address(features)
                .address(chosen)
                .address(states)
                .address(batch.lengths())
                .integer(batch.rows())
                .integer(hidden)
                .integer(width)
                .integer(column)
                .integer(Kernels.number(pooling))
                .launchFor((long) batch.rows() * hidden);
    }

    void answer(AnswerAddresses at, long dense, long bias, SentBatch.Addresses batch, int width, int place) {
        kernel("answer")
                .address(at.losses())
                .address(at.slopes())
                .address(at.gradients())
                .address(at.features())
                .address(dense)
                .address(bias)
                .address(batch.targets())
                .address(batch.weights())
                .integer(width)
                .integer(place)
                .address(batch.update())
                .launch(batch.rows(), 1);
    }

    void denseGradient(long gradient, long biasGradient, AnswerAddresses at, int rows, int width) {
        kernel("denseGradient")
                .address(gradient)
                .address(biasGradient)
                .address(at.slopes())
                .address(at.features())
                .integer(rows)
                .integer(width)
                .launchFor(width + 1L);
    }

    void meanLoss(long loss, long losses, int count, SentBatch.Addresses batch) {
        kernel("meanLoss")
                .address(loss)
                .address(losses)
                .integer(count)
                .address(batch.update())
                .launch(1, 1);
    }

    /** @param rows of the scores [rows][vocabulary] */
    void nextToken(long slopes, long losses, long scores, long biases, long targets, int rows, int vocabulary) {
        kernel("nextToken")
                .address(slopes)
                .address(losses)
                .address(scores)
                .address(biases)
                .address(targets)
                .integer(vocabulary)
                .launch(rows, 1);
    }

    /** Adds the gradients [position][row][width] of a batch to that of the embedding. */
    void addToEmbedding(
            long gradient, long partial, long gradients, SentBatch.Addresses batch, int width, int vocabulary) {
        kernel("addPlaces")
                .address(partial)
                .address(gradients)
                .address(batch.places())
                .address(batch.starts())
                .address(batch.tokenOf())
                .integer(batch.rows())
                .integer(width)
                .integer(vocabulary)
                .integer(BLOCKS)
                .address(batch.update())
                .launch(BLOCKS, 1);
        kernel("addSegments")
                .address(gradient)
                .address(partial)
                .address(batch.firsts())
                .address(batch.tokenOf())
                .integer(width)
                .integer(BLOCKS)
                .address(batch.update())
                .launch(BLOCKS, 1);
    }

    void perturbation(
            long factors, long embedding, long gradients, SentBatch.Addresses batch, int width, int vocabulary) {
        kernel("perturbation")
                .address(factors)
                .address(embedding)
                .address(gradients)
                .address(batch.tokens())
                .address(batch.lengths())
                .integer(batch.rows())
                .integer(batch.steps())
                .integer(width)
                .integer(vocabulary)
                .address(batch.update())
                .launch(batch.rows(), 1);
    }

    void squares(long partial, long gradient, int count) {
        kernel("squares").address(partial).address(gradient).integer(count).launch(PARTS, 1);
    }

    /**
     * @param average address, or 0 for none
     * @param read address of the weights as products read them, or 0 where they read what Adam changes
     */
    void adam(
            long weights,
            long first,
            long second,
            long gradients,
            long partial,
            long average,
            long read,
            int count,
            long update) {
        kernel("adam")
                .address(weights)
                .address(first)
                .address(second)
                .address(gradients)
                .address(partial)
                .address(average)
                .address(read)
                .integer(count)
                .address(update)
                .launchFor(count);
    }

    void readable(long read, long weights, int count) {
        kernel("readable").address(read).address(weights).integer(count).launchFor(count);
    }

    /** @param number of the first weight among all that lie between states */
    void dropWeights(long read, long weights, int count, int number, long update) {
        kernel("dropWeights")
                .address(read)
                .address(weights)
                .integer(count)
                .integer(number)
                .address(update)
                .launchFor(count);
    }

    void dropGradients(long gradients, int count, int number, long update) {
        kernel("dropGradients")
                .address(gradients)
                .integer(count)
                .integer(number)
                .address(update)
                .launchFor(count);
    }

    void transpose(long to, long from, int rows, int columns) {
        kernel("transpose")
                .address(to)
                .address(from)
                .integer(rows)
                .integer(columns)
                .launchFor((long) rows * columns);
    }

    @Override
    public void close() {
        owned.close();
    }

    /** Addresses of what a direction has at a step: {@code gates} of the step, states and cell states before and after. */
    record StepAddresses(long gates, long stateBefore, long state, long cellBefore, long cell) {}

    /**
     * Where the gradients of states come from.
     *
     * @param outputs address of those of the layer above [position][row][width], or 0 at the top
     * @param byStep whether they lie in the order in which the direction reads
     */
    record Sources(long outputs, boolean byStep, long features, long chosen, int width, int column, Pooling pooling) {

        /** From the layer above. */
        static Sources layer(long outputs, int width, int column) {
            return new Sources(outputs, false, 0, 0, width, column, Pooling.LAST);
        }

        /** From what was pooled. */
        static Sources pooled(long features, long chosen, int width, int column, Pooling pooling) {
            return new Sources(0, false, features, chosen, width, column, pooling);
        }

        /** From gradients of all states in the order in which they were read [step][row][hidden]. */
        static Sources states(long gradients, int hidden) {
            return new Sources(gradients, true, 0, 0, hidden, 0, Pooling.LAST);
        }
    }

    /** Addresses of the dense layer's features, their gradients, and losses and slopes of the rows. */
    record AnswerAddresses(long losses, long slopes, long gradients, long features) {}
}

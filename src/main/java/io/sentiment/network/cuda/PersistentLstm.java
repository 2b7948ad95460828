package io.sentiment.network.cuda;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.cuda.driver.CudaContext;
import io.sentiment.network.cuda.driver.CudaDevice;
import io.sentiment.network.cuda.driver.CudaStream;
import io.sentiment.network.cuda.driver.DeviceMemory;
import io.sentiment.network.cuda.driver.Kernel;
import io.sentiment.network.cuda.driver.KernelModule;
import io.sentiment.network.onednn.Owned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * All steps of a direction of an LSTM layer in one launch, for few texts in 16 bits: the blocks of the launch keep the
 * recurrent weights in registers and hear of each other's states at each step. Such a launch has most of a device to itself,
 * so of all engines of a process one at a time does that; the others launch step by step meanwhile. Owns what it takes of a
 * device until {@link #close()}. For one thread at a time.
 */
final class PersistentLstm implements AutoCloseable {

    /** With more texts, products of all of them at each step are faster. */
    static final int MOST_ROWS = 32;

    private static final int LEAST_CAPABILITY = 80;

    /** Those of {@code persistent.h}. */
    private static final int BLOCK_UNITS = 8;

    private static final int QUARTERS = 4;
    private static final int CHUNK = 32;
    private static final int MOST_CHUNKS = 8;
    private static final int APART = 32;

    private static final int WARPS = 8;
    private static final int LANES = 32;

    /** Whose turn it is, by device. */
    private static final Map<Integer, Semaphore> TURNS = new ConcurrentHashMap<>();

    private final Owned owned = new Owned();
    private final int hidden;
    private final Numbers numbers;
    private final Semaphore turn;
    private final List<Size> sizes = new ArrayList<>();

    /** By layer and direction. */
    private final List<List<DeviceMemory>> weights = new ArrayList<>();

    /** States on their way from block to block, of two steps in turn. */
    private final DeviceMemory told;

    /** How many steps each block has told of, in all launches. */
    private final DeviceMemory flags;

    private int steps;
    private boolean hasTurn;

    PersistentLstm(CudaContext context, CudaStream stream, CudaDevice device, NetworkWeights network, Numbers numbers) {
        this.numbers = numbers;
        hidden = network.architecture().hiddenSize();
        turn = TURNS.computeIfAbsent(device.ordinal(), ordinal -> new Semaphore(1));
        try (Stage stage = new Stage(context, stream)) {
            KernelModule module = owned.add(KernelModule.of(context, Kernels.class, numbers.ptx("persistent")));
            for (int rows = 8; rows <= MOST_ROWS; rows *= 2) {
                Kernel kernel = module.kernel(numbers.kernel("persistent" + rows), stream);
                kernel.allowSharedBytes(sharedBytes(rows, hidden, numbers));
                sizes.add(new Size(rows, kernel));
            }
            for (List<NetworkWeights.Direction> layer : network.layers()) {
                List<DeviceMemory> directions = new ArrayList<>();
                for (NetworkWeights.Direction direction : layer) {
                    directions.add(stage.upload(inOrderOfThreads(direction.recurrent()), numbers, owned));
                }
                weights.add(directions);
            }
            told = owned.add(new DeviceMemory(context, bytesTold(hidden, numbers)));
            flags = owned.add(new DeviceMemory(context, bytesOfFlags(hidden)));
            stream.fill(flags.address(), 0, hidden / BLOCK_UNITS);
        } catch (RuntimeException | Error failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    /** Whether a device can do that with a network. */
    static boolean suits(CudaContext context, CudaDevice device, Architecture architecture, Numbers numbers) {
        int hidden = architecture.hiddenSize();
        return numbers != Numbers.SINGLE
                && architecture.cell() == Cell.LSTM
                && hidden % (QUARTERS * CHUNK) == 0
                && hidden <= QUARTERS * CHUNK * MOST_CHUNKS
                && device.capability() >= LEAST_CAPABILITY
                && context.launchesTogether()
                && hidden / BLOCK_UNITS <= context.multiprocessors()
                && sharedBytes(MOST_ROWS, hidden, numbers) <= context.mostSharedBytes();
    }

    /** What it takes of a device's memory. */
    static long bytes(Architecture architecture, Numbers numbers) {
        long hidden = architecture.hiddenSize();
        long matrices = (long) architecture.layers() * architecture.directions();
        return matrices * numbers.factors().bytes() * 4 * hidden * hidden
                + bytesTold(architecture.hiddenSize(), numbers)
                + bytesOfFlags(architecture.hiddenSize());
    }

    /** Computes so until {@link #giveTurn}, if so few are the texts and no other engine computes so now. */
    void takeTurn(int rows) {
        hasTurn = rows <= MOST_ROWS && turn.tryAcquire();
    }

    /** To be called after what was launched has been done. */
    void giveTurn() {
        if (hasTurn) {
            hasTurn = false;
            turn.release();
        }
    }

    boolean hasTurn() {
        return hasTurn;
    }

    /**
     * Launches all steps of a direction of a layer.
     *
     * @param state whose sums are not used
     * @param inputs projected inputs of all steps [step][row][4 · hidden], or a table
     * @param rows texts that have steps, at most {@link #MOST_ROWS}
     * @param carried whether {@code state} is that before the first step; otherwise all is zero before
     */
    void read(
            int layer,
            int direction,
            Kernels.State state,
            Kernels.Inputs inputs,
            long bias,
            Kernels.Texts texts,
            int rows,
            int count,
            boolean carried,
            Kernels.Sinks sinks) {
        Size size = sizes.stream().filter(each -> rows <= each.rows).findFirst().orElseThrow();
        size.kernel
                .address(state.state())
                .address(state.cell())
                .address(weights.get(layer).get(direction).address())
                .address(inputs.projected())
                .address(bias)
                .address(inputs.byToken() ? texts.tokens() : 0)
                .address(texts.lengths())
                .integer(rows)
                .integer(hidden)
                .integer(count)
                .integer(texts.stride())
                .flag(direction == 1)
                .flag(carried)
                .address(told.address())
                .address(flags.address())
                .integer(steps)
                .address(sinks.outputs())
                .address(sinks.features())
                .integer(sinks.capacity())
                .integer(sinks.width())
                .integer(sinks.column())
                .integer(Kernels.number(sinks.pooling()))
                .launchTogether(hidden / BLOCK_UNITS, sharedBytes(size.rows, hidden, numbers));
        steps += count;
    }

    @Override
    public void close() {
        owned.close();
    }

    /**
     * Recurrent weights as the threads read them: by block, warp, chunk and thread, eight columns of each of two rows. Row
     * {@code g · BLOCK_UNITS + unit} of a block's matrix is gate {@code g} of its unit, and columns are units of the state.
     *
     * @param recurrent [hidden][4 · hidden]
     */
    private float[] inOrderOfThreads(float[] recurrent) {
        float[] ordered = new float[recurrent.length];
        int chunks = hidden / (QUARTERS * CHUNK);
        int to = 0;
        for (int block = 0; block < hidden / BLOCK_UNITS; block++) {
            for (int warp = 0; warp < WARPS; warp++) {
                for (int chunk = 0; chunk < chunks; chunk++) {
                    for (int lane = 0; lane < LANES; lane++) {
                        int column = ((warp % QUARTERS) * chunks + chunk) * CHUNK + lane % 4 * 8;
                        for (int row = warp / QUARTERS * 16 + lane / 4, rows = 0; rows < 2; row += 8, rows++) {
                            int unit = block * BLOCK_UNITS + row % BLOCK_UNITS;
                            for (int k = column; k < column + 8; k++) {
                                ordered[to++] = recurrent[(k * 4 + row / BLOCK_UNITS) * hidden + unit];
                            }
                        }
                    }
                }
            }
        }
        return ordered;
    }

    private static int sharedBytes(int rows, int hidden, Numbers numbers) {
        int states = numbers.factors().bytes() * rows * (hidden + APART);
        int sums = Float.BYTES * QUARTERS * 4 * BLOCK_UNITS * (rows + 1);
        return states + sums;
    }

    private static long bytesTold(int hidden, Numbers numbers) {
        return 2L * MOST_ROWS * hidden * numbers.factors().bytes();
    }

    private static long bytesOfFlags(int hidden) {
        return (long) Integer.BYTES * hidden / BLOCK_UNITS;
    }

    /** The kernel for up to so many texts. */
    private record Size(int rows, Kernel kernel) {}
}

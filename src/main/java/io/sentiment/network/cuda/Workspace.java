package io.sentiment.network.cuda;

import io.sentiment.network.Architecture;
import io.sentiment.network.NetworkState;
import io.sentiment.network.Pooling;
import io.sentiment.network.cuda.driver.CudaContext;
import io.sentiment.network.cuda.driver.CudaStream;
import io.sentiment.network.cuda.driver.DeviceMemory;
import io.sentiment.network.cuda.driver.HostMemory;
import io.sentiment.network.onednn.Owned;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a device keeps of the texts that it computes. Owns it until {@link #close()}. For one thread at a time. */
final class Workspace implements AutoCloseable {

    /** Cell states begin where 16 bytes may be read at once, and nothing is empty. */
    static final int ROUNDING = 32;

    private final Owned owned = new Owned();
    private final Architecture architecture;
    private final CudaStream stream;
    private final Numbers numbers;
    private final int rows;

    /** Lengths and tokens on their way, and where they are on the device. */
    private final HostMemory sent;

    private final DeviceMemory texts;
    private final HostMemory received;
    private final DeviceMemory probabilities;

    /** A state on its way, [hidden]. */
    private final HostMemory vector;

    /** [layer][direction] h and c, [row][hidden] each. */
    private final DeviceMemory states;

    /** [row][k · hidden] */
    private final DeviceMemory sums;

    /** [row][directions · hidden] */
    private final DeviceMemory features;

    /** [row][input size] and [row][k · hidden], of the rows that are projected together. */
    private final DeviceMemory vectors;

    private final DeviceMemory projected;

    /** Of the layers below, in turn: [position][row][directions · hidden]. */
    private final DeviceMemory[] outputs;

    Workspace(CudaContext context, CudaStream stream, Architecture architecture, Numbers numbers, MemoryPlan plan) {
        this.architecture = architecture;
        this.stream = stream;
        this.numbers = numbers;
        rows = plan.rows();
        int hidden = architecture.hiddenSize();
        int width = architecture.directions() * hidden;
        int columns = architecture.cell().matrices() * hidden;
        long places = (long) rows * plan.steps();
        outputs = new DeviceMemory[Math.min(architecture.layers() - 1, 2)];
        try {
            sent = owned.add(new HostMemory(context, Math.toIntExact(Integer.BYTES * (2L * rows + places))));
            texts = owned.add(DeviceMemory.ofWords(context, 2L * rows + places));
            received = owned.add(new HostMemory(context, Float.BYTES * rows));
            vector = owned.add(new HostMemory(context, Float.BYTES * hidden));
            probabilities = owned.add(DeviceMemory.ofWords(context, rows));
            states = owned.add(
                    new DeviceMemory(context, bytesOfStates() * architecture.layers() * architecture.directions()));
            sums = owned.add(new DeviceMemory(context, (long) numbers.sums().bytes() * rows * columns));
            features = owned.add(DeviceMemory.ofWords(context, (long) rows * width));
            int input = MemoryPlan.projectedInput(architecture, plan.table());
            long together = input == 0 ? 0 : (long) MemoryPlan.PROJECTED * rows;
            vectors = owned.add(new DeviceMemory(
                    context, Math.max(1, together * input * numbers.factors().bytes())));
            projected = owned.add(new DeviceMemory(
                    context, Math.max(1, together * columns * numbers.sums().bytes())));
            for (int index = 0; index < outputs.length; index++) {
                outputs[index] = owned.add(new DeviceMemory(
                        context, places * width * numbers.factors().bytes()));
            }
        } catch (RuntimeException | Error failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    /** Forgets what so many rows have given the dense layer. */
    void begin(int count) {
        float none = architecture.pooling() == Pooling.MAX ? Float.NEGATIVE_INFINITY : 0;
        stream.fill(features.address(), none, (long) count * architecture.directions() * architecture.hiddenSize());
    }

    /** Forgets what so many rows remember in all layers. */
    void forget(int count) {
        for (int layer = 0; layer < architecture.layers(); layer++) {
            for (int direction = 0; direction < architecture.directions(); direction++) {
                forget(layer, direction, count);
            }
        }
    }

    /** Forgets what so many rows remember in a direction of a layer. */
    void forget(int layer, int direction, int count) {
        long units = (long) count * architecture.hiddenSize();
        // Words, whose last may end in the rounding.
        long words = (units * numbers.factors().bytes() + Float.BYTES - 1) / Float.BYTES;
        stream.fill(state(layer, direction), 0, words);
        stream.fill(cell(layer, direction), 0, units);
    }

    /**
     * Sends the tokens of so many steps.
     *
     * @param count rows that are computed, at least those of the batch; the others are empty
     */
    Kernels.Texts send(SortedRows batch, int count, int first, int steps) {
        // An earlier piece may be on its way.
        stream.await();
        IntBuffer words = sent.bytes().asIntBuffer();
        batch.writeLengths(count, first, words);
        batch.writeTokens(count, first, steps, words);
        stream.copy(sent, texts.address(), (long) Integer.BYTES * words.position());
        return new Kernels.Texts(texts.word(2L * count), steps, texts.address());
    }

    /** Address of how many tokens each of the rows that are computed has in all. */
    long wholeLengths(int count) {
        return texts.word(count);
    }

    /** Fetches the probabilities of so many rows. */
    FloatBuffer receive(int count) {
        stream.copy(probabilities.address(), received, (long) Float.BYTES * count);
        stream.await();
        return received.bytes().asFloatBuffer();
    }

    /** Lets a row go on from what the network remembers. */
    void put(int row, NetworkState before) {
        for (int layer = 0; layer < before.layers().size(); layer++) {
            NetworkState.Layer values = before.layers().get(layer);
            put(numbers, values.state(), state(layer, 0), row);
            put(Numbers.SINGLE, values.cell(), cell(layer, 0), row);
        }
    }

    /** What the network remembers of a row. */
    NetworkState get(int row) {
        List<NetworkState.Layer> layers = new ArrayList<>();
        for (int layer = 0; layer < architecture.layers(); layer++) {
            layers.add(new NetworkState.Layer(
                    get(numbers, state(layer, 0), row, architecture.hiddenSize()),
                    get(Numbers.SINGLE, cell(layer, 0), row, NetworkState.cells(architecture))));
        }
        return new NetworkState(layers);
    }

    private void put(Numbers as, float[] values, long address, int row) {
        if (values.length > 0) {
            long bytes = (long) as.factors().bytes() * values.length;
            as.write(values, 0, values.length, vector.bytes());
            stream.copy(vector, address + row * bytes, bytes);
            stream.await();
        }
    }

    private float[] get(Numbers as, long address, int row, int count) {
        float[] values = new float[count];
        if (count > 0) {
            long bytes = (long) as.factors().bytes() * count;
            stream.copy(address + row * bytes, vector, bytes);
            stream.await();
            as.read(vector.bytes(), values);
        }
        return values;
    }

    /** Of h, rounded up so that c can be read as h is. */
    private long bytesOfState() {
        return roundedUp((long) numbers.factors().bytes() * rows * architecture.hiddenSize());
    }

    /** Of h and c of a direction of a layer. */
    private long bytesOfStates() {
        return bytesOfState() + roundedUp((long) Float.BYTES * rows * architecture.hiddenSize());
    }

    private static long roundedUp(long bytes) {
        return (bytes + ROUNDING - 1) / ROUNDING * ROUNDING;
    }

    /** Rows that have room in the states. */
    int rows() {
        return rows;
    }

    /** Address of the last state h of a direction of a layer, [row][hidden]. */
    long state(int layer, int direction) {
        long index = (long) layer * architecture.directions() + direction;
        return states.address() + index * bytesOfStates();
    }

    /** Address of the cell state c of a direction of a layer, [row][hidden]. */
    long cell(int layer, int direction) {
        return state(layer, direction) + bytesOfState();
    }

    long sums() {
        return sums.address();
    }

    long features() {
        return features.address();
    }

    long probabilities() {
        return probabilities.address();
    }

    long vectors() {
        return vectors.address();
    }

    /** Address of the row, of those that are projected together. */
    long projected(long row) {
        return projected.address()
                + numbers.sums().bytes() * row * architecture.cell().matrices() * architecture.hiddenSize();
    }

    /** Address of the states of a layer for that above it, or 0 of the highest. */
    long outputs(int layer) {
        return layer == architecture.layers() - 1 ? 0 : outputs[layer % 2].address();
    }

    @Override
    public void close() {
        owned.close();
    }
}

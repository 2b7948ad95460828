package io.sentiment.network.cuda;

import io.sentiment.network.Architecture;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.NetworkState;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Piece;
import io.sentiment.network.Piece.Reading;
import io.sentiment.network.Pooling;
import io.sentiment.network.cuda.driver.Cublas;
import io.sentiment.network.cuda.driver.CudaContext;
import io.sentiment.network.cuda.driver.CudaDevice;
import io.sentiment.network.cuda.driver.CudaDriver;
import io.sentiment.network.cuda.driver.CudaException;
import io.sentiment.network.cuda.driver.CudaStream;
import io.sentiment.network.onednn.Owned;
import io.sentiment.text.EncodedText;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Computes a network on a GPU of NVIDIA. Several engines may compute at the same time, each on a stream
 * of its own. After a failure an engine can only be closed.
 */
public final class CudaEngine implements InferenceEngine {

    private final Owned owned = new Owned();
    private final Architecture architecture;
    private final CudaContext context;
    private final Kernels kernels;
    private final DeviceWeights weights;
    private final Workspace workspace;
    private final @Nullable PersistentLstm persistent;
    private final Graphs graphs;
    private final MemoryPlan plan;
    private final List<DirectionPass> passes = new ArrayList<>();

    /**
     * Copies the weights to a device; the arrays are not needed afterwards.
     *
     * @throws CudaException if the device fails or has not so much memory left
     * @throws DeviceMemoryException if the network does not fit the bound of device memory
     */
    public CudaEngine(CudaDriver driver, CudaDevice device, NetworkWeights network, CudaSettings settings) {
        architecture = network.architecture();
        try {
            context = owned.add(new CudaContext(driver, device));
            context.makeCurrent();
            CudaStream stream = owned.add(new CudaStream(context));
            Numbers numbers = Numbers.of(settings.precision());
            kernels = owned.add(new Kernels(context, stream, architecture, numbers));
            boolean multiplied = device.capability() >= numbers.leastCapability();
            Cublas cublas = settings.cublas() && multiplied ? cublas(stream) : null;
            Products products = cublas == null ? kernels::multiply : products(cublas, numbers);
            long besides = cublas == null ? 0 : Cublas.WORKSPACE_BYTES;
            persistent = persistent(device, stream, network, numbers, settings.deviceBytes() - besides);
            besides += persistent == null ? 0 : PersistentLstm.bytes(architecture, numbers);
            plan = MemoryPlan.of(architecture, numbers, settings.deviceBytes(), besides);
            weights = owned.add(new DeviceWeights(context, stream, network, numbers, plan.table(), products));
            workspace = owned.add(new Workspace(context, stream, architecture, numbers, plan));
            for (int layer = 0; layer < architecture.layers(); layer++) {
                for (int direction = 0; direction < architecture.directions(); direction++) {
                    passes.add(new DirectionPass(
                            architecture, layer, direction, weights, workspace, kernels, products, persistent));
                }
            }
            graphs = owned.add(new Graphs(stream));
            // Done first: whoever closes an engine may be another thread than who made it.
            owned.add(context::makeCurrent);
        } catch (RuntimeException | Error failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    @Override
    public String name() {
        return "cuda";
    }

    @Override
    public float[] positiveProbabilities(List<EncodedText> texts) {
        texts.forEach(architecture::requireReadable);
        float[] probabilities = new float[texts.size()];
        for (int[] rows : batches(texts)) {
            SortedRows batch =
                    new SortedRows(Arrays.stream(rows).mapToObj(texts::get).toList());
            FloatBuffer computed = inTurn(rows.length, () -> compute(batch));
            for (int row = 0; row < rows.length; row++) {
                probabilities[rows[row]] = computed.get(row);
            }
        }
        return probabilities;
    }

    @Override
    public List<Reading> read(List<Piece> pieces) {
        if (pieces.stream().allMatch(Piece::isWhole)) {
            return InferenceEngine.super.read(pieces);
        }
        pieces.forEach(architecture::requireReadable);
        List<EncodedText> texts = pieces.stream().map(Piece::text).toList();
        Reading[] readings = new Reading[pieces.size()];
        for (int[] rows : batches(texts)) {
            workspace.begin(rows.length);
            workspace.forget(rows.length);
            for (int row = 0; row < rows.length; row++) {
                NetworkState before = pieces.get(rows[row]).before();
                if (before != null) {
                    workspace.put(row, before);
                }
            }
            SortedRows batch =
                    new SortedRows(Arrays.stream(rows).mapToObj(texts::get).toList());
            FloatBuffer computed = inTurn(rows.length, () -> computeInSections(batch, true));
            for (int row = 0; row < rows.length; row++) {
                NetworkState after = pieces.get(rows[row]).kept() ? workspace.get(row) : null;
                readings[rows[row]] = new Reading(computed.get(row), after);
            }
        }
        return List.of(readings);
    }

    /** @throws CudaException if the device fails; all is released nevertheless, as far as it goes */
    @Override
    public void close() {
        try {
            owned.close();
        } catch (IllegalStateException failure) {
            throw CudaException.notReleased(failure);
        }
    }

    /** The texts of each batch, from the longest to the shortest; makes the context the thread's. */
    private List<int[]> batches(List<EncodedText> texts) {
        int[] order = IntStream.range(0, texts.size())
                .mapToLong(text -> (long) -texts.get(text).length() << Integer.SIZE | text)
                .sorted()
                .mapToInt(key -> (int) key)
                .toArray();
        if (order.length > 0) {
            context.makeCurrent();
        }
        List<int[]> batches = new ArrayList<>();
        for (int first = 0; first < order.length; first += plan.rows()) {
            batches.add(Arrays.copyOfRange(order, first, Math.min(order.length, first + plan.rows())));
        }
        return batches;
    }

    private FloatBuffer compute(SortedRows batch) {
        Graphs.Shape shape = Graphs.Shape.around(batch.count(), batch.steps(), plan.steps());
        boolean together = persistent != null && persistent.hasTurn();
        if (together || batch.steps() > plan.steps() || !Graphs.suits(batch, shape)) {
            // A last state is written over what was there, where the others are added.
            if (architecture.pooling() != Pooling.LAST || batch.hasEmpty()) {
                workspace.begin(batch.count());
            }
            return computeInSections(batch, false);
        }
        Kernels.Texts texts = workspace.send(batch, shape.rows(), 0, shape.steps());
        graphs.run(shape, () -> {
            workspace.begin(shape.rows());
            passes.forEach(pass -> pass.read(step -> shape.rows(), texts, 0, shape.steps(), false));
            answer(shape.rows());
        });
        return workspace.receive(batch.count());
    }

    /**
     * Launches no more than the texts that still run at a step.
     *
     * @param carried whether rows have a state to begin with
     */
    private FloatBuffer computeInSections(SortedRows batch, boolean carried) {
        for (int first = 0; first < batch.steps(); first += plan.steps()) {
            int start = first;
            int steps = Math.min(plan.steps(), batch.steps() - first);
            Kernels.Texts texts = workspace.send(batch, batch.count(), first, steps);
            passes.forEach(pass -> pass.read(batch::running, texts, start, steps, carried));
        }
        answer(batch.count());
        return workspace.receive(batch.count());
    }

    /** Computes few texts by persistent kernels, where no other engine does so now. */
    private <T> T inTurn(int rows, Supplier<T> work) {
        if (persistent == null) {
            return work.get();
        }
        persistent.takeTurn(rows);
        try {
            return work.get();
        } finally {
            persistent.giveTurn();
        }
    }

    private void answer(int rows) {
        kernels.dense(
                workspace.probabilities(),
                workspace.features(),
                weights.dense(),
                weights.denseBias(),
                workspace.wholeLengths(rows),
                rows,
                architecture.directions() * architecture.hiddenSize(),
                architecture.pooling());
    }

    private static Products products(Cublas cublas, Numbers numbers) {
        return numbers == Numbers.SINGLE
                ? cublas::multiply
                : (result, left, right, rows, columns, inner) ->
                        cublas.multiply(numbers.factors(), numbers.sums(), result, left, right, rows, columns, inner);
    }

    /** Null where the device or the network does not suit it, or it would take much of what is left of the bound. */
    private @Nullable PersistentLstm persistent(
            CudaDevice device, CudaStream stream, NetworkWeights network, Numbers numbers, long left) {
        if (!PersistentLstm.suits(context, device, architecture, numbers)) {
            return null;
        }
        long bytes = PersistentLstm.bytes(architecture, numbers);
        boolean fits = bytes <= left / 8 && bytes + MemoryPlan.least(architecture, numbers) <= left;
        return fits ? owned.add(new PersistentLstm(context, stream, device, network, numbers)) : null;
    }

    /** Null where this machine has none. */
    private @Nullable Cublas cublas(CudaStream stream) {
        try {
            return owned.add(new Cublas(context, stream));
        } catch (CudaException | LinkageError e) {
            return null;
        }
    }
}

package io.sentiment.network.cuda.training;

import io.sentiment.network.Architecture;
import io.sentiment.network.Precision;
import io.sentiment.network.cuda.DeviceMemoryException;
import io.sentiment.network.cuda.Graphs;
import io.sentiment.network.cuda.driver.Cublas;
import io.sentiment.network.cuda.driver.CudaContext;
import io.sentiment.network.cuda.driver.CudaDevice;
import io.sentiment.network.cuda.driver.CudaDriver;
import io.sentiment.network.cuda.driver.CudaException;
import io.sentiment.network.cuda.driver.CudaStream;
import io.sentiment.network.cuda.driver.DeviceMemory;
import io.sentiment.network.cuda.driver.HostMemory;
import io.sentiment.network.cuda.driver.NumberType;
import io.sentiment.network.onednn.Owned;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What every training on a GPU has, whatever it learns: a stream, kernels and products, parameters, the recurrent layers, the
 * way of a batch to the device, and the launches of an update as a graph. Owns it until {@link #close()}. For one thread at a
 * time.
 */
final class TrainingRun implements AutoCloseable {

    /** Shapes of batches whose launches are remembered: there are some fifty up to a thousand tokens. */
    private static final int SHAPES = 64;

    private static final int MOST_PASSES = 2;

    private final Owned owned = new Owned();
    private final CudaTrainingSettings settings;
    private final CudaContext context;
    private final CudaStream stream;
    private final TrainingKernels kernels;
    private final Matrices matrices;
    private final DeviceParameters parameters;
    private final RecurrentStack stack;
    private final SentBatch sent;
    private final HostMemory received;
    private final DeviceMemory losses;
    private final Graphs graphs;

    /** @param headCount of the parameters of what answers, which follow each other from the dense weights on */
    TrainingRun(
            CudaDriver driver,
            CudaDevice device,
            Architecture architecture,
            ParameterPositions positions,
            int headCount,
            CudaTrainingSettings settings) {
        this.settings = settings;
        try {
            context = owned.add(new CudaContext(driver, device));
            context.makeCurrent();
            stream = owned.add(new CudaStream(context));
            kernels = owned.add(new TrainingKernels(context, stream, settings));
            Cublas cublas = settings.cublas() ? cublas() : null;
            matrices = cublas == null ? kernels::multiply : of(cublas);
            parameters = owned.add(
                    new DeviceParameters(context, stream, architecture, positions, headCount, settings, kernels));
            stack = owned.add(
                    new RecurrentStack(context, architecture, positions, settings, parameters, kernels, matrices));
            sent = owned.add(new SentBatch(context, stream, architecture.vocabularySize(), settings));
            received = owned.add(new HostMemory(context, MOST_PASSES * Float.BYTES));
            losses = owned.add(DeviceMemory.ofWords(context, MOST_PASSES));
            graphs = owned.add(new Graphs(stream, SHAPES));
            // Done first: whoever closes it may be another thread than who made it.
            owned.add(context::makeCurrent);
        } catch (RuntimeException | Error failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    /** Bytes of the device that it takes at most. */
    static long bytes(
            Architecture architecture, ParameterPositions positions, int headCount, CudaTrainingSettings settings) {
        long words = DeviceParameters.words(architecture, positions, headCount, settings)
                + SentBatch.words(settings.rows(), settings.steps())
                + MOST_PASSES;
        return Float.BYTES * words
                + RecurrentStack.bytes(architecture, settings)
                + (settings.cublas() ? Cublas.WORKSPACE_BYTES : 0);
    }

    /** @throws DeviceMemoryException if the training does not fit the bound of device memory */
    static void requireMemory(long needed, CudaTrainingSettings settings) {
        if (needed > settings.deviceBytes()) {
            throw new DeviceMemoryException("This training needs " + needed
                    + " bytes of the GPU's memory, and may take " + settings.deviceBytes() + ".");
        }
    }

    void load(float[] weights, float[] moments, float[] average) {
        context.makeCurrent();
        parameters.load(weights, moments, average);
    }

    void store(float[] weights, float[] moments, float[] average) {
        context.makeCurrent();
        parameters.store(weights, moments, average);
    }

    /** See the other method; nothing is sent besides the batch. */
    double train(CudaBatch batch, Pass pass) {
        return train(batch, addresses -> {}, pass);
    }

    /**
     * One update of the weights; returns the mean loss. A second pass is made where the settings are adversarial.
     *
     * @param besides sends what a pass reads besides the batch
     */
    double train(CudaBatch batch, Consumer<SentBatch.Addresses> besides, Pass pass) {
        context.makeCurrent();
        Graphs.Shape around = Graphs.Shape.around(batch.texts().size(), batch.steps(), settings.steps());
        Graphs.Shape shape = new Graphs.Shape(Math.min(settings.rows(), around.rows()), around.steps());
        SentBatch.Addresses addresses = sent.send(batch, shape.rows(), shape.steps());
        besides.accept(addresses);
        graphs.run(shape, () -> update(addresses, pass));
        int passes = settings.adversarial() > 0 ? 2 : 1;
        stream.copy(losses.address(), received, (long) Float.BYTES * passes);
        stream.await();
        double loss = 0;
        for (int number = 0; number < passes; number++) {
            loss += received.bytes().getFloat(number * Float.BYTES);
        }
        return loss;
    }

    private void update(SentBatch.Addresses batch, Pass pass) {
        parameters.beginUpdate(batch);
        pass.run(batch, 0);
        if (settings.adversarial() > 0) {
            stack.perturb(batch);
            pass.run(batch, 1);
        }
        parameters.update(batch);
    }

    TrainingKernels kernels() {
        return kernels;
    }

    Matrices matrices() {
        return matrices;
    }

    DeviceParameters parameters() {
        return parameters;
    }

    RecurrentStack stack() {
        return stack;
    }

    CudaContext context() {
        return context;
    }

    CudaStream stream() {
        return stream;
    }

    /** Address of the mean loss of a pass. */
    long loss(int pass) {
        return losses.word(pass);
    }

    /** Address of so many floats or integers, which are released with this. */
    long floats(long count) {
        return memory(Float.BYTES * count);
    }

    long memory(long bytes) {
        return owned.add(new DeviceMemory(context, bytes)).address();
    }

    /** Takes a part over, to release it before what it may use of this. */
    <T extends AutoCloseable> T add(T part) {
        return owned.add(part);
    }

    void closeAfter(Throwable failure) {
        owned.closeAfter(failure);
    }

    @Override
    public void close() {
        owned.close();
    }

    private Matrices of(Cublas cublas) {
        NumberType factors = settings.precision() == Precision.BF16 ? NumberType.BF16 : NumberType.FP32;
        return (result, left, right, rows, columns, inner, added) ->
                cublas.multiply(factors, NumberType.FP32, result, left, right, rows, columns, inner, added);
    }

    /** Null where this machine has none. */
    private @Nullable Cublas cublas() {
        try {
            return owned.add(new Cublas(context, stream));
        } catch (CudaException | LinkageError e) {
            return null;
        }
    }

    /** Adds the gradients of a batch to those that are there. */
    @FunctionalInterface
    interface Pass {

        /**
         * Does it.
         *
         * @param number 0, or 1 for the adversarial pass
         */
        void run(SentBatch.Addresses batch, int number);
    }
}

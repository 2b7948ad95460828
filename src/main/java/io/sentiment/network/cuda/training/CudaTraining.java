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
import io.sentiment.network.onednn.Owned;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Updates the weights of a network on a GPU of NVIDIA as DL4J does on a CPU, but for rounding. The same batches give the same
 * weights each time on the same GPU. Owns what it has on the device until {@link #close()}. For one thread at a time; after
 * a failure it can only be closed.
 */
public final class CudaTraining implements AutoCloseable {

    /** Shapes of batches whose launches are remembered. Each text length up to three digits in two has one of some fifty. */
    private static final int SHAPES = 64;

    /** Inputs that a pass drops are numbered apart from those of the other pass. */
    private static final int PLACES_OF_A_PASS = 1_000;

    private final Owned owned = new Owned();
    private final Architecture architecture;
    private final ParameterPositions positions;
    private final CudaTrainingSettings settings;
    private final CudaContext context;
    private final CudaStream stream;
    private final TrainingKernels kernels;
    private final DeviceParameters parameters;
    private final SentBatch sent;
    private final Graphs graphs;
    private final HostMemory received;

    /** One loss a pass. */
    private final DeviceMemory losses;

    private final List<List<DirectionTraining>> layers = new ArrayList<>();
    private final DirectionTraining.Shared shared;
    private final TrainingKernels.AnswerAddresses answer;
    private final long chosen;

    /** Of both directions, with respect to the inputs of a layer. */
    private final long[] inputGradients;

    /** With respect to what a layer and that below it give, in turn: [position][row][width]. */
    private final long[] outputGradients;

    /** Sums of segments of equal tokens [segment][embedding size]. */
    private final long segments;

    /** How far the embeddings of each row are moved. */
    private final long factors;

    /**
     * Takes memory for a training.
     *
     * @throws CudaException if the device fails, or has not so much memory left
     * @throws DeviceMemoryException if the training does not fit the bound of device memory
     */
    public CudaTraining(
            CudaDriver driver,
            CudaDevice device,
            Architecture architecture,
            ParameterPositions positions,
            CudaTrainingSettings settings) {
        this.architecture = architecture;
        this.positions = positions;
        this.settings = settings;
        requireMemory();
        try {
            context = owned.add(new CudaContext(driver, device));
            context.makeCurrent();
            stream = owned.add(new CudaStream(context));
            kernels = owned.add(new TrainingKernels(context, stream, settings));
            Cublas cublas = settings.cublas() ? cublas() : null;
            Matrices matrices = cublas == null ? kernels::multiply : of(cublas);
            parameters = owned.add(new DeviceParameters(context, stream, architecture, positions, settings, kernels));
            sent = owned.add(new SentBatch(context, stream, architecture.vocabularySize(), settings));
            received = owned.add(new HostMemory(context, 2 * Float.BYTES));
            losses = owned.add(DeviceMemory.ofWords(context, 2));
            Sizes sizes = new Sizes(architecture, settings);
            shared = new DirectionTraining.Shared(
                    memory(settings.valueBytes() * sizes.sums()),
                    floats(sizes.units()),
                    floats(sizes.units()),
                    floats(sizes.partial()));
            answer = new TrainingKernels.AnswerAddresses(
                    floats(settings.rows()),
                    floats(settings.rows()),
                    floats(sizes.features()),
                    floats(sizes.features()));
            chosen = floats(sizes.features());
            inputGradients = new long[architecture.directions()];
            for (int direction = 0; direction < inputGradients.length; direction++) {
                inputGradients[direction] = floats(sizes.widest());
            }
            outputGradients = new long[Math.min(2, architecture.layers())];
            for (int turn = 0; turn < outputGradients.length; turn++) {
                outputGradients[turn] = floats(sizes.widest());
            }
            segments = floats(sizes.embedded());
            factors = settings.adversarial() > 0 ? floats(settings.rows()) : 0;
            for (int layer = 0; layer < architecture.layers(); layer++) {
                List<DirectionTraining> directions = new ArrayList<>();
                for (int direction = 0; direction < architecture.directions(); direction++) {
                    directions.add(owned.add(new DirectionTraining(
                            context,
                            architecture,
                            layer,
                            direction,
                            positions.layers().get(layer).get(direction),
                            settings,
                            parameters,
                            kernels,
                            matrices)));
                }
                layers.add(directions);
            }
            graphs = owned.add(new Graphs(stream, SHAPES));
            // Done first: whoever closes it may be another thread than who made it.
            owned.add(context::makeCurrent);
        } catch (RuntimeException | Error failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    /**
     * Takes the state of a training.
     *
     * @param weights DL4J's flat array
     * @param moments of Adam, the first of all weights and then the second
     * @param average of the weights, before its correction; not read where there is none
     */
    public void load(float[] weights, float[] moments, float[] average) {
        context.makeCurrent();
        parameters.load(weights, moments, average);
    }

    /** Gives the state of the training: see {@link #load}. */
    public void store(float[] weights, float[] moments, float[] average) {
        context.makeCurrent();
        parameters.store(weights, moments, average);
    }

    /** One update of the weights; returns the mean cross entropy of the batch before it. */
    public double train(CudaBatch batch) {
        context.makeCurrent();
        batch.texts().forEach(architecture::requireReadable);
        Graphs.Shape shape = Graphs.Shape.around(batch.texts().size(), batch.steps(), settings.steps());
        int rows = Math.min(settings.rows(), shape.rows());
        SentBatch.Addresses addresses = sent.send(batch, rows, shape.steps());
        graphs.run(new Graphs.Shape(rows, shape.steps()), () -> update(addresses));
        int passes = settings.adversarial() > 0 ? 2 : 1;
        stream.copy(losses.address(), received, (long) Float.BYTES * passes);
        stream.await();
        double loss = 0;
        for (int pass = 0; pass < passes; pass++) {
            loss += received.bytes().getFloat(pass * Float.BYTES);
        }
        return loss;
    }

    @Override
    public void close() {
        owned.close();
    }

    private void update(SentBatch.Addresses batch) {
        parameters.beginUpdate(batch);
        pass(batch, 0);
        if (settings.adversarial() > 0) {
            kernels.perturbation(
                    factors,
                    parameters.weight(positions.embedding()),
                    outputGradients[0],
                    batch,
                    architecture.embeddingSize(),
                    architecture.vocabularySize());
            pass(batch, 1);
        }
        parameters.update(batch);
    }

    /** Adds the gradients of a batch to those that are there. The second pass is the adversarial one. */
    private void pass(SentBatch.Addresses batch, int number) {
        int width = architecture.directions() * architecture.hiddenSize();
        forward(batch, number);
        kernels.answer(
                answer,
                parameters.weight(positions.dense()),
                parameters.weight(positions.denseBias()),
                batch,
                width,
                place(number, architecture.layers(), 0));
        kernels.denseGradient(
                parameters.gradient(positions.dense()),
                parameters.gradient(positions.denseBias()),
                answer,
                batch.rows(),
                width);
        kernels.meanLoss(losses.word(number), answer, batch);
        backward(batch, number);
        kernels.addToEmbedding(
                parameters.gradient(positions.embedding()),
                segments,
                outputGradients[0],
                batch,
                architecture.embeddingSize(),
                architecture.vocabularySize());
    }

    private void forward(SentBatch.Addresses batch, int number) {
        int hidden = architecture.hiddenSize();
        for (int layer = 0; layer < layers.size(); layer++) {
            for (int direction = 0; direction < architecture.directions(); direction++) {
                DirectionTraining training = layers.get(layer).get(direction);
                int place = place(number, layer, direction);
                if (layer == 0) {
                    kernels.embed(
                            training.inputs(),
                            parameters.weight(positions.embedding()),
                            batch,
                            architecture.embeddingSize(),
                            architecture.vocabularySize(),
                            training.backwards(),
                            number == 0 ? 0 : factors,
                            outputGradients[0],
                            place);
                } else {
                    List<DirectionTraining> below = layers.get(layer - 1);
                    kernels.join(
                            training.inputs(),
                            below.get(0).outputs(batch),
                            below.size() == 1 ? 0 : below.get(1).outputs(batch),
                            batch,
                            hidden,
                            training.backwards(),
                            place);
                }
                training.forward(batch);
            }
        }
        for (int direction = 0; direction < architecture.directions(); direction++) {
            kernels.pool(
                    answer.features(),
                    chosen,
                    layers.get(layers.size() - 1).get(direction).outputs(batch),
                    batch,
                    hidden,
                    architecture.directions() * hidden,
                    direction * hidden,
                    architecture.pooling());
        }
    }

    private void backward(SentBatch.Addresses batch, int number) {
        int hidden = architecture.hiddenSize();
        for (int layer = layers.size() - 1; layer >= 0; layer--) {
            boolean top = layer == layers.size() - 1;
            for (int direction = 0; direction < architecture.directions(); direction++) {
                TrainingKernels.Sources sources = new TrainingKernels.Sources(
                        top ? 0 : outputGradient(layer + 1),
                        answer.gradients(),
                        chosen,
                        architecture.directions() * hidden,
                        direction * hidden,
                        architecture.pooling());
                layers.get(layer).get(direction).backward(sources, shared, inputGradients[direction], batch);
            }
            kernels.passBack(
                    outputGradient(layer),
                    inputGradients[0],
                    inputGradients.length == 1 ? 0 : inputGradients[1],
                    batch,
                    architecture.inputSize(layer),
                    place(number, layer, 0));
        }
    }

    /** Address of the gradients with respect to what a layer reads; those of the embedding are the first. */
    private long outputGradient(int layer) {
        return outputGradients[layer % outputGradients.length];
    }

    /** A number of its own for each layer, direction and pass. */
    private int place(int pass, int layer, int direction) {
        return pass * PLACES_OF_A_PASS + layer * architecture.directions() + direction;
    }

    private Matrices of(Cublas cublas) {
        boolean half = settings.precision() == Precision.BF16;
        return (result, left, right, rows, columns, inner, added) -> cublas.multiply(
                result,
                left.address(),
                left.width(),
                left.transposed(),
                right.address(),
                right.width(),
                right.transposed(),
                rows,
                columns,
                inner,
                added,
                half);
    }

    /** Null where this machine has none. */
    private @Nullable Cublas cublas() {
        try {
            return owned.add(new Cublas(context, stream));
        } catch (CudaException | LinkageError e) {
            return null;
        }
    }

    private long floats(long count) {
        return memory(Float.BYTES * count);
    }

    private long memory(long bytes) {
        return owned.add(new DeviceMemory(context, bytes)).address();
    }

    private void requireMemory() {
        long needed = bytes(architecture, positions, settings);
        if (needed > settings.deviceBytes()) {
            throw new DeviceMemoryException("This training needs " + needed
                    + " bytes of the GPU's memory, and may take " + settings.deviceBytes() + ".");
        }
    }

    /** Bytes of the device that a training takes at most. */
    static long bytes(Architecture architecture, ParameterPositions positions, CudaTrainingSettings settings) {
        Sizes sizes = new Sizes(architecture, settings);
        long words = DeviceParameters.words(architecture, positions, settings)
                + SentBatch.words(settings.rows(), settings.steps())
                + sizes.words();
        long bytes = Float.BYTES * words + settings.valueBytes() * sizes.sums();
        for (int layer = 0; layer < architecture.layers(); layer++) {
            bytes += architecture.directions() * DirectionTraining.bytes(architecture, layer, settings);
        }
        return bytes + (settings.cublas() ? Cublas.WORKSPACE_BYTES : 0);
    }

    /** How many values the parts of the memory have. */
    private record Sizes(Architecture architecture, CudaTrainingSettings settings) {

        long places() {
            return (long) settings.rows() * settings.steps();
        }

        long columns() {
            return (long) architecture.cell().matrices() * architecture.hiddenSize();
        }

        long sums() {
            return places() * columns();
        }

        long units() {
            return (long) settings.rows() * architecture.hiddenSize();
        }

        long features() {
            return units() * architecture.directions();
        }

        long partial() {
            return (places() + DirectionTraining.Shared.CHUNK - 1) / DirectionTraining.Shared.CHUNK * columns();
        }

        long embedded() {
            return places() * architecture.embeddingSize();
        }

        /** The inputs of the layer that has the most. */
        long widest() {
            int widest = architecture.embeddingSize();
            for (int layer = 1; layer < architecture.layers(); layer++) {
                widest = Math.max(widest, architecture.inputSize(layer));
            }
            return places() * widest;
        }

        long words() {
            long gradients = (long) architecture.directions() + Math.min(2, architecture.layers());
            return 2 * units()
                    + partial()
                    + 3 * features()
                    + gradients * widest()
                    + embedded()
                    + 3L * settings.rows()
                    + 2;
        }
    }
}

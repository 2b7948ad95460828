package io.sentiment.network.cuda.training;

import io.sentiment.network.Architecture;
import io.sentiment.network.cuda.driver.CudaContext;
import io.sentiment.network.cuda.driver.DeviceMemory;
import io.sentiment.network.onednn.Owned;
import java.util.ArrayList;
import java.util.List;

/**
 * The embedding and the recurrent layers in training: from the tokens of a batch to the states of the highest layer, and back
 * to the gradients of the weights. Owns its memory until {@link #close()}. For one thread at a time.
 */
final class RecurrentStack implements AutoCloseable {

    /** Inputs that a pass drops are numbered apart from those of the other pass. */
    private static final int PLACES_OF_A_PASS = 1_000;

    private final Owned owned = new Owned();
    private final CudaContext context;
    private final Architecture architecture;
    private final ParameterPositions positions;
    private final DeviceParameters parameters;
    private final TrainingKernels kernels;
    private final List<List<DirectionTraining>> layers = new ArrayList<>();
    private final DirectionTraining.Shared shared;

    /** Of each direction, with respect to the inputs of a layer. */
    private final long[] inputGradients;

    /** With respect to what a layer and that below it read, in turn: [position][row][width]. */
    private final long[] outputGradients;

    /** Sums of segments of equal tokens [segment][embedding size]. */
    private final long segments;

    /** How far the embeddings of each row are moved, or 0 where none is. */
    private final long factors;

    RecurrentStack(
            CudaContext context,
            Architecture architecture,
            ParameterPositions positions,
            CudaTrainingSettings settings,
            DeviceParameters parameters,
            TrainingKernels kernels,
            Matrices matrices) {
        this.context = context;
        this.architecture = architecture;
        this.positions = positions;
        this.parameters = parameters;
        this.kernels = kernels;
        Sizes sizes = new Sizes(architecture, settings);
        try {
            shared = new DirectionTraining.Shared(
                    memory(settings.valueBytes() * sizes.sums()),
                    floats(sizes.units()),
                    floats(sizes.units()),
                    floats(sizes.partial()));
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
        } catch (RuntimeException | Error failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    /** Bytes that it takes at most. */
    static long bytes(Architecture architecture, CudaTrainingSettings settings) {
        Sizes sizes = new Sizes(architecture, settings);
        long bytes = Float.BYTES * sizes.words() + settings.valueBytes() * sizes.sums();
        for (int layer = 0; layer < architecture.layers(); layer++) {
            bytes += architecture.directions() * DirectionTraining.bytes(architecture, layer, settings);
        }
        return bytes;
    }

    /** Address of the states of a direction of the highest layer, in the order in which it reads: [step][row][hidden]. */
    long states(int direction, SentBatch.Addresses batch) {
        return layers.get(layers.size() - 1).get(direction).outputs(batch);
    }

    /** A number of its own for each layer that drops inputs, for each direction and pass; the layer above all has the last. */
    int place(int pass, int layer, int direction) {
        return pass * PLACES_OF_A_PASS + layer * architecture.directions() + direction;
    }

    /** Moves the embeddings of the next pass to where the gradients of the last one say that the loss is higher. */
    void perturb(SentBatch.Addresses batch) {
        kernels.perturbation(
                factors,
                parameters.weight(positions.embedding()),
                outputGradients[0],
                batch,
                architecture.embeddingSize(),
                architecture.vocabularySize());
    }

    /** @param pass from 0; the second reads perturbed embeddings */
    void forward(SentBatch.Addresses batch, int pass) {
        for (int layer = 0; layer < layers.size(); layer++) {
            for (int direction = 0; direction < architecture.directions(); direction++) {
                DirectionTraining training = layers.get(layer).get(direction);
                int place = place(pass, layer, direction);
                if (layer == 0) {
                    kernels.embed(
                            training.inputs(),
                            parameters.weight(positions.embedding()),
                            batch,
                            architecture.embeddingSize(),
                            architecture.vocabularySize(),
                            training.backwards(),
                            pass == 0 ? 0 : factors,
                            outputGradients[0],
                            place);
                } else {
                    List<DirectionTraining> below = layers.get(layer - 1);
                    kernels.join(
                            training.inputs(),
                            below.get(0).outputs(batch),
                            below.size() == 1 ? 0 : below.get(1).outputs(batch),
                            batch,
                            architecture.hiddenSize(),
                            training.backwards(),
                            place);
                }
                training.forward(batch);
            }
        }
    }

    /**
     * Adds the gradients of all weights to those that are there.
     *
     * @param top where the gradients of the highest states come from, one entry a direction
     */
    void backward(SentBatch.Addresses batch, int pass, List<TrainingKernels.Sources> top) {
        int hidden = architecture.hiddenSize();
        for (int layer = layers.size() - 1; layer >= 0; layer--) {
            for (int direction = 0; direction < architecture.directions(); direction++) {
                TrainingKernels.Sources sources = layer == layers.size() - 1
                        ? top.get(direction)
                        : TrainingKernels.Sources.layer(
                                outputGradient(layer + 1), architecture.directions() * hidden, direction * hidden);
                layers.get(layer).get(direction).backward(sources, shared, inputGradients[direction], batch);
            }
            kernels.passBack(
                    outputGradient(layer),
                    inputGradients[0],
                    inputGradients.length == 1 ? 0 : inputGradients[1],
                    batch,
                    architecture.inputSize(layer),
                    place(pass, layer, 0));
        }
        kernels.addToEmbedding(
                parameters.gradient(positions.embedding()),
                segments,
                outputGradients[0],
                batch,
                architecture.embeddingSize(),
                architecture.vocabularySize());
    }

    /** Address of the gradients with respect to what a layer reads; those of the embedding are the first. */
    private long outputGradient(int layer) {
        return outputGradients[layer % outputGradients.length];
    }

    private long floats(long count) {
        return memory(Float.BYTES * count);
    }

    private long memory(long bytes) {
        return owned.add(new DeviceMemory(context, bytes)).address();
    }

    @Override
    public void close() {
        owned.close();
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

        long partial() {
            return TrainingKernels.chunks(places()) * columns();
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
                    + gradients * widest()
                    + embedded()
                    + (settings.adversarial() > 0 ? settings.rows() : 0);
        }
    }
}

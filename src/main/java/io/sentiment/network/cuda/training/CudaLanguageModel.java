package io.sentiment.network.cuda.training;

import io.sentiment.network.Architecture;
import io.sentiment.network.Pooling;
import io.sentiment.network.cuda.DeviceMemoryException;
import io.sentiment.network.cuda.driver.Cublas.Factor;
import io.sentiment.network.cuda.driver.CudaDevice;
import io.sentiment.network.cuda.driver.CudaDriver;
import io.sentiment.network.cuda.driver.CudaException;
import io.sentiment.network.cuda.driver.DeviceMemory;
import io.sentiment.network.cuda.driver.HostMemory;
import io.sentiment.text.EncodedText;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trains the embedding and the recurrent layers of a network to predict the next token, each direction of a bidirectional
 * network by itself, with a softmax over the whole vocabulary. A bidirectional network has only its lowest recurrent layer
 * here: the layers above it read both directions, and would know what they are to predict. Owns what it has on the device
 * until {@link #close()}. For one thread at a time; after a failure it can only be closed.
 */
public final class CudaLanguageModel implements AutoCloseable {

    private final Architecture architecture;
    private final ParameterPositions positions;
    private final TrainingRun run;
    private final HostMemory sentTargets;

    /** [direction][step][row] */
    private final DeviceMemory targets;

    /** [step][row][vocabulary], and their gradients in the precision of the products. */
    private final long scores;

    private final long slopes;

    /** [direction][step][row] */
    private final long losses;

    /** Sums of the columns of the slopes. */
    private final long partial;

    /** With respect to the states of each direction [step][row][hidden]. */
    private final long[] stateGradients;

    /**
     * Takes memory for a training.
     *
     * @param network whose layers learn
     * @throws CudaException if the device fails, or has not so much memory left
     * @throws DeviceMemoryException if the training does not fit the bound of device memory
     */
    public CudaLanguageModel(
            CudaDriver driver, CudaDevice device, Architecture network, CudaTrainingSettings settings) {
        architecture = ofLanguageModel(network);
        positions = positions(architecture);
        TrainingRun.requireMemory(bytes(network, settings), settings);
        run = new TrainingRun(driver, device, architecture, positions, headCount(architecture), settings);
        long places = places(settings);
        int directions = architecture.directions();
        int vocabulary = architecture.vocabularySize();
        try {
            sentTargets =
                    run.add(new HostMemory(run.context(), Math.toIntExact((long) Integer.BYTES * directions * places)));
            targets = run.add(DeviceMemory.ofWords(run.context(), directions * places));
            scores = run.floats(places * vocabulary);
            slopes = run.memory(settings.valueBytes() * places * vocabulary);
            losses = run.floats(directions * places);
            partial = run.floats(TrainingKernels.chunks(places) * vocabulary);
            stateGradients = IntStream.range(0, directions)
                    .mapToLong(direction -> run.floats(places * architecture.hiddenSize()))
                    .toArray();
        } catch (RuntimeException | Error failure) {
            run.closeAfter(failure);
            throw failure;
        }
    }

    /** Bytes of the device that a training takes at most. */
    public static long bytes(Architecture network, CudaTrainingSettings settings) {
        Architecture architecture = ofLanguageModel(network);
        long places = places(settings);
        long vocabulary = architecture.vocabularySize();
        long words = places * vocabulary
                + TrainingKernels.chunks(places) * vocabulary
                + architecture.directions() * places * (2L + architecture.hiddenSize());
        return TrainingRun.bytes(architecture, positions(architecture), headCount(architecture), settings)
                + Float.BYTES * words
                + settings.valueBytes() * places * vocabulary;
    }

    private static long places(CudaTrainingSettings settings) {
        return (long) settings.rows() * settings.steps();
    }

    private static Architecture ofLanguageModel(Architecture network) {
        return new Architecture(
                network.vocabularySize(),
                network.embeddingSize(),
                network.cell(),
                network.hiddenSize(),
                network.bidirectional() ? 1 : network.layers(),
                network.bidirectional(),
                Pooling.LAST,
                network.maximumLength(),
                0);
    }

    private static int headCount(Architecture architecture) {
        return architecture.vocabularySize() * (architecture.hiddenSize() + 1);
    }

    /** Embedding, layers, and the scores [vocabulary][hidden] with their biases [vocabulary]. */
    private static ParameterPositions positions(Architecture architecture) {
        int at = architecture.vocabularySize() * architecture.embeddingSize();
        int columns = architecture.cell().matrices() * architecture.hiddenSize();
        List<List<ParameterPositions.Direction>> layers = new ArrayList<>();
        for (int layer = 0; layer < architecture.layers(); layer++) {
            List<ParameterPositions.Direction> directions = new ArrayList<>();
            for (int direction = 0; direction < architecture.directions(); direction++) {
                int recurrent = at + architecture.inputSize(layer) * columns;
                int bias = recurrent + architecture.hiddenSize() * columns;
                int end = bias + columns;
                directions.add(new ParameterPositions.Direction(at, recurrent, bias, end - at));
                at = end;
            }
            layers.add(directions);
        }
        int biases = at + architecture.vocabularySize() * architecture.hiddenSize();
        return new ParameterPositions(biases + architecture.vocabularySize(), 0, layers, at, biases);
    }

    /** Where the parameters lie in the array of {@link #load}; the dense layer is that of the scores. */
    public ParameterPositions positions() {
        return positions;
    }

    /** Takes weights, of which each matrix lies column after column but for the scores [vocabulary][hidden]. */
    public void load(float[] weights) {
        run.load(weights, new float[2 * weights.length], new float[0]);
    }

    /** Gives the weights: see {@link #load}. */
    public void store(float[] weights) {
        run.store(weights, new float[2 * weights.length], new float[0]);
    }

    /**
     * One update of the weights; returns the mean cross entropy over the predicted tokens of a direction, summed over the
     * directions.
     *
     * @param windows texts of one length
     * @param next for each direction the token that follows each [steps · windows], as the direction reads, or a negative
     *     number
     * @param predicted tokens of a direction that are not negative
     * @param update how often the weights were updated before
     */
    public double train(List<EncodedText> windows, int[][] next, int predicted, double rate, int update) {
        int rows = windows.size();
        int[] fresh = new int[rows];
        Arrays.fill(fresh, -1);
        CudaBatch batch = new CudaBatch(
                windows,
                new float[rows],
                null,
                fresh,
                new CudaBatch.Seeds(0, 0, 0, 0),
                rate,
                update,
                Math.max(1, predicted));
        return run.train(batch, addresses -> send(next, rows, addresses), this::pass);
    }

    /** Rows behind the windows predict nothing. */
    private void send(int[][] next, int rows, SentBatch.Addresses batch) {
        IntBuffer words = sentTargets.bytes().clear().asIntBuffer();
        int places = batch.rows() * batch.steps();
        for (int direction = 0; direction < next.length; direction++) {
            for (int step = 0; step < batch.steps(); step++) {
                for (int row = 0; row < batch.rows(); row++) {
                    int from = step * rows + row;
                    words.put(row < rows && from < next[direction].length ? next[direction][from] : -1);
                }
            }
        }
        run.stream().copy(sentTargets, targets.address(), (long) Integer.BYTES * next.length * places);
    }

    private void pass(SentBatch.Addresses batch, int number) {
        TrainingKernels kernels = run.kernels();
        DeviceParameters parameters = run.parameters();
        int hidden = architecture.hiddenSize();
        int vocabulary = architecture.vocabularySize();
        int places = batch.rows() * batch.steps();
        run.stack().forward(batch, number);
        Factor weights = Factor.of(parameters.headWeights(), hidden);
        Factor ofSlopes = Factor.of(slopes, vocabulary);
        for (int direction = 0; direction < architecture.directions(); direction++) {
            Factor states = Factor.of(run.stack().states(direction, batch), hidden);
            run.matrices().multiply(scores, states, transposed(weights), places, vocabulary, hidden, false);
            kernels.nextToken(
                    slopes,
                    losses + (long) Float.BYTES * direction * places,
                    scores,
                    parameters.weight(positions.denseBias()),
                    targets.word((long) direction * places),
                    places,
                    vocabulary);
            run.matrices().multiply(stateGradients[direction], ofSlopes, weights, places, hidden, vocabulary, false);
            run.matrices()
                    .multiply(
                            parameters.gradient(positions.dense()),
                            transposed(ofSlopes),
                            states,
                            vocabulary,
                            hidden,
                            places,
                            true);
            kernels.addColumns(parameters.gradient(positions.denseBias()), partial, slopes, places, vocabulary);
        }
        kernels.meanLoss(run.loss(number), losses, architecture.directions() * places, batch);
        run.stack().backward(batch, number, sources());
    }

    private static Factor transposed(Factor factor) {
        return Factor.transposed(factor.address(), factor.width());
    }

    private List<TrainingKernels.Sources> sources() {
        return Arrays.stream(stateGradients)
                .mapToObj(gradients -> TrainingKernels.Sources.states(gradients, architecture.hiddenSize()))
                .toList();
    }

    /** @throws CudaException if the device fails; all is released nevertheless, as far as it goes */
    @Override
    public void close() {
        try {
            run.close();
        } catch (IllegalStateException failure) {
            throw CudaException.notReleased(failure);
        }
    }
}

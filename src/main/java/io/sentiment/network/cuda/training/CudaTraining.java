package io.sentiment.network.cuda.training;

import io.sentiment.network.Architecture;
import io.sentiment.network.cuda.DeviceMemoryException;
import io.sentiment.network.cuda.driver.CudaDevice;
import io.sentiment.network.cuda.driver.CudaDriver;
import io.sentiment.network.cuda.driver.CudaException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Updates the weights of a network on a GPU of NVIDIA as DL4J does on a CPU, but for rounding. The same batches give the same
 * weights each time on the same GPU. Owns what it has on the device until {@link #close()}. For one thread at a time; after
 * a failure it can only be closed.
 */
public final class CudaTraining implements AutoCloseable {

    private final Architecture architecture;
    private final ParameterPositions positions;
    private final TrainingRun run;
    private final TrainingKernels.AnswerAddresses answer;
    private final long chosen;

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
        TrainingRun.requireMemory(bytes(architecture, positions, settings), settings);
        run = new TrainingRun(driver, device, architecture, positions, denseCount(architecture), settings);
        try {
            long features = features(architecture, settings);
            answer = new TrainingKernels.AnswerAddresses(
                    run.floats(settings.rows()),
                    run.floats(settings.rows()),
                    run.floats(features),
                    run.floats(features));
            chosen = run.floats(features);
        } catch (RuntimeException | Error failure) {
            run.closeAfter(failure);
            throw failure;
        }
    }

    /** Bytes of the device that a training takes at most. */
    public static long bytes(Architecture architecture, ParameterPositions positions, CudaTrainingSettings settings) {
        long words = 3 * features(architecture, settings) + 2L * settings.rows();
        return TrainingRun.bytes(architecture, positions, denseCount(architecture), settings) + Float.BYTES * words;
    }

    private static long features(Architecture architecture, CudaTrainingSettings settings) {
        return (long) settings.rows() * architecture.directions() * architecture.hiddenSize();
    }

    private static int denseCount(Architecture architecture) {
        return architecture.directions() * architecture.hiddenSize() + 1;
    }

    /**
     * Takes the state of a training.
     *
     * @param weights DL4J's flat array
     * @param moments of Adam, the first of all weights and then the second
     * @param average of the weights, before its correction; not read where there is none
     */
    public void load(float[] weights, float[] moments, float[] average) {
        run.load(weights, moments, average);
    }

    /** Gives the state of the training: see {@link #load}. */
    public void store(float[] weights, float[] moments, float[] average) {
        run.store(weights, moments, average);
    }

    /** One update of the weights; returns the mean cross entropy of the batch before it. */
    public double train(CudaBatch batch) {
        batch.texts().forEach(architecture::requireReadable);
        return run.train(batch, this::pass);
    }

    /** Adds the gradients of a batch to those that are there. The second pass is the adversarial one. */
    private void pass(SentBatch.Addresses batch, int number) {
        TrainingKernels kernels = run.kernels();
        DeviceParameters parameters = run.parameters();
        int hidden = architecture.hiddenSize();
        int width = architecture.directions() * hidden;
        run.stack().forward(batch, number);
        for (int direction = 0; direction < architecture.directions(); direction++) {
            kernels.pool(
                    answer.features(),
                    chosen,
                    run.stack().states(direction, batch),
                    batch,
                    hidden,
                    width,
                    direction * hidden,
                    architecture.pooling());
        }
        kernels.answer(
                answer,
                parameters.weight(positions.dense()),
                parameters.weight(positions.denseBias()),
                batch,
                width,
                run.stack().place(number, architecture.layers(), 0));
        kernels.denseGradient(
                parameters.gradient(positions.dense()),
                parameters.gradient(positions.denseBias()),
                answer,
                batch.rows(),
                width);
        kernels.meanLoss(run.loss(number), answer.losses(), batch.rows(), batch);
        run.stack().backward(batch, number, sources(width));
    }

    private List<TrainingKernels.Sources> sources(int width) {
        return IntStream.range(0, architecture.directions())
                .mapToObj(direction -> TrainingKernels.Sources.pooled(
                        answer.gradients(),
                        chosen,
                        width,
                        direction * architecture.hiddenSize(),
                        architecture.pooling()))
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

package io.sentiment.network.cuda.training;

import io.sentiment.network.Architecture;
import io.sentiment.network.Cell;
import io.sentiment.network.cuda.driver.Cublas.Factor;
import io.sentiment.network.cuda.driver.CudaContext;
import io.sentiment.network.cuda.driver.DeviceMemory;
import io.sentiment.network.onednn.Owned;

/**
 * Forward and backward pass of one direction of a recurrent layer, and what the one keeps for the other. Owns the memory until
 * {@link #close()}. For one thread at a time.
 */
final class DirectionTraining implements AutoCloseable {

    private final Owned owned = new Owned();
    private final Cell cell;
    private final int inputSize;
    private final int hidden;
    private final int columns;
    private final int valueBytes;
    private final boolean backwards;
    private final boolean carries;
    private final ParameterPositions.Direction positions;
    private final DeviceParameters parameters;
    private final TrainingKernels kernels;
    private final Matrices matrices;

    /** [step][row][input size] */
    private final long inputs;

    /** What the gates give, [step][row][k · hidden]. */
    private final long gates;

    /** h and c before the first step and after each, [step + 1][row][hidden]; a simple network has no c. */
    private final long states;

    private final long cells;

    /** h and c of the batch before, [row][hidden]. */
    private final long leftStates;

    private final long leftCells;

    DirectionTraining(
            CudaContext context,
            Architecture architecture,
            int layer,
            int direction,
            ParameterPositions.Direction positions,
            CudaTrainingSettings settings,
            DeviceParameters parameters,
            TrainingKernels kernels,
            Matrices matrices) {
        cell = architecture.cell();
        inputSize = architecture.inputSize(layer);
        hidden = architecture.hiddenSize();
        columns = cell.matrices() * hidden;
        valueBytes = settings.valueBytes();
        backwards = direction == 1;
        carries = settings.carriesStates();
        this.positions = positions;
        this.parameters = parameters;
        this.kernels = kernels;
        this.matrices = matrices;
        long places = (long) settings.rows() * settings.steps();
        long unit = (long) settings.rows() * hidden;
        boolean lstm = cell == Cell.LSTM;
        try {
            inputs = memory(context, valueBytes * places * inputSize);
            gates = memory(context, Float.BYTES * places * columns);
            states = memory(context, valueBytes * (places * hidden + unit));
            cells = lstm ? memory(context, Float.BYTES * (places * hidden + unit)) : 0;
            leftStates = carries ? memory(context, valueBytes * unit) : 0;
            leftCells = carries ? memory(context, Float.BYTES * unit) : 0;
        } catch (RuntimeException | Error failure) {
            owned.closeAfter(failure);
            throw failure;
        }
    }

    /** Bytes that a direction takes at most. */
    static long bytes(Architecture architecture, int layer, CudaTrainingSettings settings) {
        int hidden = architecture.hiddenSize();
        long places = (long) settings.rows() * settings.steps();
        long units = (places + 2L * settings.rows()) * hidden;
        return settings.valueBytes() * (places * architecture.inputSize(layer) + units)
                + Float.BYTES * (places * architecture.cell().matrices() * hidden + units);
    }

    private long memory(CudaContext context, long bytes) {
        return owned.add(new DeviceMemory(context, bytes)).address();
    }

    /** Address of what this reads [step][row][input size], to be filled before {@link #forward}. */
    long inputs() {
        return inputs;
    }

    /** Address of the states after each step [step][row][hidden]. */
    long outputs(SentBatch.Addresses batch) {
        return state(batch, 0);
    }

    boolean backwards() {
        return backwards;
    }

    void forward(SentBatch.Addresses batch) {
        matrices.multiply(
                gates,
                Factor.of(inputs, inputSize),
                Factor.transposed(parameters.inputWeights(positions), inputSize),
                batch.rows() * batch.steps(),
                columns,
                inputSize,
                false);
        kernels.beginStates(states, cells, leftStates, leftCells, carries ? batch.origins() : 0, batch.rows(), hidden);
        for (int step = 0; step < batch.steps(); step++) {
            TrainingKernels.StepAddresses at = at(batch, step);
            if (step > 0 || carries) {
                matrices.multiply(
                        at.gates(),
                        Factor.of(at.stateBefore(), hidden),
                        Factor.transposed(parameters.recurrentWeights(positions), hidden),
                        batch.rows(),
                        columns,
                        hidden,
                        true);
            }
            kernels.forward(cell, at, parameters.weight(positions.bias()), batch, hidden, step);
        }
        if (carries) {
            int last = batch.steps() - 1;
            kernels.keepStates(leftStates, leftCells, state(batch, last), cell(batch, last), batch.rows() * hidden);
        }
    }

    /**
     * Adds the gradients of the weights to what is there.
     *
     * @param sources where the gradients of the states come from
     * @param shared memory that directions use one after the other
     * @param inputGradient address that gets the gradient with respect to the inputs [step][row][input size]
     */
    void backward(TrainingKernels.Sources sources, Shared shared, long inputGradient, SentBatch.Addresses batch) {
        int places = batch.rows() * batch.steps();
        for (int step = batch.steps() - 1; step >= 0; step--) {
            long sums = shared.sums() + (long) valueBytes * step * batch.rows() * columns;
            boolean last = step == batch.steps() - 1;
            kernels.backward(
                    cell,
                    at(batch, step),
                    sums,
                    shared.carried(),
                    last ? 0 : shared.recurrent(),
                    sources,
                    batch,
                    hidden,
                    step,
                    backwards);
            if (step > 0) {
                matrices.multiply(
                        shared.recurrent(),
                        Factor.of(sums, columns),
                        Factor.of(parameters.recurrentWeights(positions), hidden),
                        batch.rows(),
                        hidden,
                        columns,
                        false);
            }
        }
        Factor sums = Factor.transposed(shared.sums(), columns);
        matrices.multiply(
                parameters.gradient(positions.recurrent()),
                sums,
                Factor.of(states, hidden),
                columns,
                hidden,
                places,
                true);
        matrices.multiply(
                parameters.gradient(positions.input()),
                sums,
                Factor.of(inputs, inputSize),
                columns,
                inputSize,
                places,
                true);
        kernels.addColumns(parameters.gradient(positions.bias()), shared.partial(), shared.sums(), places, columns);
        matrices.multiply(
                inputGradient,
                Factor.of(shared.sums(), columns),
                Factor.of(parameters.inputWeights(positions), inputSize),
                places,
                inputSize,
                columns,
                false);
    }

    private TrainingKernels.StepAddresses at(SentBatch.Addresses batch, int step) {
        return new TrainingKernels.StepAddresses(
                gates + (long) Float.BYTES * step * batch.rows() * columns,
                state(batch, step - 1),
                state(batch, step),
                cell(batch, step - 1),
                cell(batch, step));
    }

    /** Address of h after a step, or before the first at -1. */
    private long state(SentBatch.Addresses batch, int step) {
        return states + (long) valueBytes * (step + 1) * batch.rows() * hidden;
    }

    private long cell(SentBatch.Addresses batch, int step) {
        return cells == 0 ? 0 : cells + (long) Float.BYTES * (step + 1) * batch.rows() * hidden;
    }

    @Override
    public void close() {
        owned.close();
    }

    /**
     * Addresses of memory that directions use one after the other.
     *
     * @param sums gradients of the sums of the gates [step][row][k · hidden], in the precision of the products
     * @param carried gradient of the cell state [row][hidden]
     * @param recurrent what a step passes to the state before [row][hidden]
     * @param partial sums of columns [chunk][k · hidden]
     */
    record Shared(long sums, long carried, long recurrent, long partial) {}
}

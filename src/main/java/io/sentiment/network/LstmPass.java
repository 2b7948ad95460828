package io.sentiment.network;

import io.sentiment.network.MatrixProduct.Operand;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/**
 * Forward and backward pass of one LSTM layer over a padded batch. The input projection of all time steps is one
 * product, and so is each weight gradient; a time step does one product with the recurrent weights, and the gates run
 * over Java arrays because the JIT compiler vectorises those. Memory is kept for the next batch. Not thread-safe.
 *
 * <p>Matrices are row-major. DL4J stores weights column-major, which is the transpose row-major: {@code W} [input,
 * 4·hidden] lies in memory as [4·hidden, input].
 */
final class LstmPass implements AutoCloseable {

    private final NativeFloats inputMemory = new NativeFloats();
    private final NativeFloats gateMemory = new NativeFloats();
    private final NativeFloats stateMemory = new NativeFloats();
    private final NativeFloats gradientMemory = new NativeFloats();
    private final NativeFloats weightMemory = new NativeFloats();

    private int steps;
    private int rows;
    private int inputSize;
    private int hidden;
    private float[][] gates = {};
    private float[][] cells = {};
    private float[][] tangents = {};
    private float[] zeros = {};
    private float[] state = {};
    private float @Nullable [] mask;

    /** Sets the shape of the coming passes. */
    void resize(int newSteps, int newRows, int newInputSize, int newHidden) {
        if (newRows != rows || newHidden != hidden) {
            gates = new float[0][];
            cells = new float[0][];
            tangents = new float[0][];
            zeros = new float[newRows * newHidden];
            state = new float[newRows * newHidden];
        }
        steps = newSteps;
        rows = newRows;
        inputSize = newInputSize;
        hidden = newHidden;
        gates = grown(gates, steps, rows * 4 * hidden);
        cells = grown(cells, steps, rows * hidden);
        tangents = grown(tangents, steps, rows * hidden);
    }

    /** Where the caller puts the input [steps, rows, input size] before {@link #forward}. */
    FloatPointer input() {
        return inputMemory.ofLength((long) steps * rows * inputSize);
    }

    /** The states [steps, rows, hidden] after {@link #forward}. */
    FloatPointer states() {
        return stateMemory.ofLength((long) steps * rows * hidden);
    }

    /** @param newMask [steps, rows] with 1 at real tokens and 0 at padding, or null where there is no padding */
    void forward(FloatPointer inputWeights, FloatPointer recurrentWeights, float[] bias, float @Nullable [] newMask) {
        mask = newMask;
        LstmStep step = new LstmStep(rows, hidden);
        FloatPointer products = gateMemory.ofLength((long) steps * rows * 4 * hidden);
        FloatPointer states = states();
        MatrixProduct.multiply(
                (long) steps * rows,
                4L * hidden,
                inputSize,
                Operand.plain(input(), inputSize),
                Operand.transposed(inputWeights, inputSize),
                0,
                products);
        // oneDNN packs a transposed factor anew in each product, which takes longer than a product of few rows.
        FloatPointer transposed = weightMemory.ofLength(4L * hidden * hidden);
        MatrixProduct.transpose(4L * hidden, hidden, recurrentWeights, transposed);
        for (int time = 0; time < steps; time++) {
            FloatPointer product = NativeFloats.from(products, (long) time * rows * 4 * hidden);
            if (time > 0) {
                MatrixProduct.multiply(
                        rows,
                        4L * hidden,
                        hidden,
                        Operand.plain(NativeFloats.from(states, (long) (time - 1) * rows * hidden), hidden),
                        Operand.plain(transposed, 4L * hidden),
                        1,
                        product);
            }
            product.get(gates[time], 0, rows * 4 * hidden);
            step.forward(gates[time], bias, time == 0 ? zeros : cells[time - 1], cells[time], tangents[time], state);
            clearPadding(time, hidden, state);
            clearPadding(time, hidden, cells[time]);
            NativeFloats.from(states, (long) time * rows * hidden).put(state, 0, rows * hidden);
        }
    }

    /**
     * After {@link #forward} with the same weights.
     *
     * @param stateGradients [steps, rows, hidden] ∂L/∂h from the layer above
     * @param gradients where the gradients go
     */
    void backward(
            FloatPointer inputWeights,
            FloatPointer recurrentWeights,
            FloatPointer stateGradients,
            Gradients gradients) {
        LstmStep step = new LstmStep(rows, hidden);
        FloatPointer gateGradients = gateMemory.ofLength((long) steps * rows * 4 * hidden);
        FloatPointer recurrent = gradientMemory.ofLength((long) rows * hidden);
        float[] gateGradient = new float[rows * 4 * hidden];
        float[] cellGradient = new float[rows * hidden];
        float[] ofLaterStep = new float[rows * hidden];
        float[] biasGradient = new float[4 * hidden];
        for (int time = steps - 1; time >= 0; time--) {
            NativeFloats.from(stateGradients, (long) time * rows * hidden).get(state, 0, rows * hidden);
            if (time < steps - 1) {
                MatrixProduct.multiply(
                        rows,
                        hidden,
                        4L * hidden,
                        Operand.plain(
                                NativeFloats.from(gateGradients, (long) (time + 1) * rows * 4 * hidden), 4L * hidden),
                        Operand.plain(recurrentWeights, hidden),
                        0,
                        recurrent);
                recurrent.get(ofLaterStep, 0, rows * hidden);
                add(ofLaterStep, state, rows * hidden);
            }
            step.backward(
                    gates[time],
                    time == 0 ? zeros : cells[time - 1],
                    tangents[time],
                    state,
                    cellGradient,
                    gateGradient);
            clearPadding(time, 4 * hidden, gateGradient);
            addRows(gateGradient, biasGradient);
            NativeFloats.from(gateGradients, (long) time * rows * 4 * hidden).put(gateGradient, 0, rows * 4 * hidden);
        }
        multiplyGradients(gateGradients, inputWeights, gradients);
        gradients.bias().put(biasGradient, 0, 4 * hidden);
    }

    private void multiplyGradients(FloatPointer gateGradients, FloatPointer inputWeights, Gradients gradients) {
        long all = (long) steps * rows;
        long allButFirst = all - rows;
        Operand gateGradient = Operand.plain(gateGradients, 4L * hidden);
        MatrixProduct.multiply(
                4L * hidden,
                inputSize,
                all,
                Operand.transposed(gateGradients, 4L * hidden),
                Operand.plain(input(), inputSize),
                0,
                gradients.inputWeights());
        if (allButFirst > 0) {
            MatrixProduct.multiply(
                    4L * hidden,
                    hidden,
                    allButFirst,
                    Operand.transposed(NativeFloats.from(gateGradients, (long) rows * 4 * hidden), 4L * hidden),
                    Operand.plain(states(), hidden),
                    0,
                    gradients.recurrentWeights());
        } else {
            gradients.recurrentWeights().put(new float[4 * hidden * hidden], 0, 4 * hidden * hidden);
        }
        MatrixProduct.multiply(
                all,
                inputSize,
                4L * hidden,
                gateGradient,
                Operand.plain(inputWeights, inputSize),
                0,
                gradients.input());
    }

    /**
     * Where the backward pass writes.
     *
     * @param inputWeights [4·hidden, input size]
     * @param recurrentWeights [4·hidden, hidden]
     * @param bias [4·hidden]
     * @param input [steps, rows, input size]
     */
    record Gradients(FloatPointer inputWeights, FloatPointer recurrentWeights, FloatPointer bias, FloatPointer input) {}

    @Override
    public void close() {
        inputMemory.close();
        gateMemory.close();
        stateMemory.close();
        gradientMemory.close();
        weightMemory.close();
    }

    /** Zeroes the values of the rows that have ended before a time step, {@code width} a row. */
    private void clearPadding(int time, int width, float[] values) {
        if (mask == null) {
            return;
        }
        for (int row = 0; row < rows; row++) {
            if (mask[time * rows + row] == 0) {
                Arrays.fill(values, row * width, (row + 1) * width, 0);
            }
        }
    }

    private void addRows(float[] values, float[] sum) {
        int width = sum.length;
        for (int row = 0; row < rows; row++) {
            int start = row * width;
            for (int index = 0; index < width; index++) {
                sum[index] += values[start + index];
            }
        }
    }

    private static void add(float[] values, float[] sum, int length) {
        for (int index = 0; index < length; index++) {
            sum[index] += values[index];
        }
    }

    private static float[][] grown(float[][] arrays, int count, int length) {
        if (arrays.length >= count) {
            return arrays;
        }
        float[][] grown = Arrays.copyOf(arrays, count);
        for (int index = arrays.length; index < count; index++) {
            grown[index] = new float[length];
        }
        return grown;
    }
}

package io.sentiment.network.onednn.lstm;

import io.sentiment.network.Precision;
import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.NativeFloats;
import io.sentiment.network.onednn.Owned;
import io.sentiment.network.onednn.Team;
import io.sentiment.network.onednn.matrix.PackedMatrix;
import io.sentiment.network.onednn.matrix.TokenRows;
import io.sentiment.network.onednn.matrix.WeightGradient;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Forward and backward pass of one LSTM layer over a padded batch. The input projection of all time steps is one
 * product, and so is each weight gradient. In between, each thread of a team takes some rows of the batch through all
 * time steps, without waiting for the others. Memory is kept for the next batch. Not thread-safe.
 *
 * <p>Matrices are row-major. DL4J stores weights column-major, which is the transpose row-major: {@code W} [input,
 * 4·hidden] lies in memory as [4·hidden, input].
 */
public final class LstmPass implements AutoCloseable {

    private final Owned owned = new Owned();
    private final Team team;
    private final int inputSize;
    private final int hidden;
    private final NativeFloats inputMemory = owned.add(new NativeFloats());
    private final NativeFloats gateMemory = owned.add(new NativeFloats());
    private final NativeFloats stateMemory = owned.add(new NativeFloats());
    private final LstmTrace trace = new LstmTrace();
    private final TokenRows inputRows;
    private final TokenRows gateRows;
    private final TokenRows stateRows;
    private final TokenProducts projection;
    private final TokenProducts projectionGradient;
    private final WeightGradient inputGradient;
    private final WeightGradient recurrentGradient;
    private final PackedMatrix recurrent;
    private final PackedMatrix recurrentTransposed;
    private final List<LstmForward> forward = new ArrayList<>();
    private final List<LstmBackward> backward = new ArrayList<>();

    private LstmBatch batch = LstmBatch.NONE;

    /**
     * A pass on the threads of a team, which stays the caller's.
     *
     * @param precision of the factors of products, fp32 or bf16; sums, gates, states and gradients of weights are of single
     *     precision in either (mixed precision: Micikevicius et al. 2018, "Mixed Precision Training"). As bf16 has the
     *     exponents of single precision, losses need no scaling (Kalamkar et al. 2019, "A Study of BFLOAT16 for Deep
     *     Learning Training")
     */
    public LstmPass(Team team, Precision precision, int inputSize, int hidden) {
        this.team = team;
        this.inputSize = inputSize;
        this.hidden = hidden;
        inputRows = owned.add(new TokenRows(precision, inputSize));
        gateRows = owned.add(new TokenRows(precision, 4 * hidden));
        stateRows = owned.add(new TokenRows(precision, hidden));
        try {
            List<Device> devices = new ArrayList<>();
            for (int member = 0; member < team.members(); member++) {
                devices.add(owned.add(new Device()));
            }
            Device own = devices.get(0);
            projection = owned.add(new TokenProducts(team, devices, precision, inputRows, 4 * hidden, true));
            projectionGradient = owned.add(new TokenProducts(team, devices, precision, gateRows, inputSize, false));
            inputGradient = owned.add(new WeightGradient(own, gateRows, inputRows));
            recurrentGradient = owned.add(new WeightGradient(own, gateRows, stateRows));
            recurrent = owned.add(PackedMatrix.ofSingles(own, precision, hidden, 4 * hidden, true));
            recurrentTransposed = owned.add(PackedMatrix.ofSingles(own, precision, 4 * hidden, hidden, false));
            for (Device device : devices) {
                forward.add(owned.add(new LstmForward(device, recurrent.products(device), stateRows)));
                backward.add(owned.add(new LstmBackward(device, recurrentTransposed.products(device), gateRows)));
            }
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    /**
     * Computes the states.
     *
     * @param input [rows, input size, steps]
     * @param output [rows, hidden, steps] where the states go
     * @param mask [steps, rows] with 1 at real tokens and 0 at padding, or null where there is no padding
     * @param initial what the rows remember before the first step, or null where they begin without a memory
     */
    public void forward(
            Weights weights, Sequences input, Sequences output, float @Nullable [] mask, @Nullable LstmStates initial) {
        int rows = input.rows();
        int steps = input.steps();
        long tokens = (long) rows * steps;
        inputRows.begin(timeMajor(input), tokens);
        projection.round(tokens);
        FloatPointer gates = gateMemory.ofLength(tokens * 4 * hidden);
        gateRows.begin(gates, tokens);
        projection.multiply(tokens, weights.input(), gates);
        recurrent.pack(weights.recurrent());
        trace.resize(Math.toIntExact(tokens), hidden);
        FloatBuffer[] buffers = new FloatBuffer[steps];
        for (int step = 0; step < steps; step++) {
            long size = 4L * rows * hidden;
            buffers[step] = NativeFloats.buffer(NativeFloats.from(gates, step * size), size);
        }
        long stateCount = tokens + (initial == null ? 0 : rows);
        FloatPointer states = stateMemory.ofLength(stateCount * hidden);
        stateRows.begin(states, stateCount);
        if (initial != null) {
            FloatBuffer before = NativeFloats.buffer(states, (long) rows * hidden);
            for (float[] row : initial.hidden()) {
                before.put(row);
            }
        }
        batch = new LstmBatch(rows, steps, mask, buffers, states, initial, trace, weights.bias());
        team.run(member ->
                forward.get(member).run(batch, first(member, rows), first(member + 1, rows), output.access()));
    }

    /**
     * After {@link #forward} with the same weights and input. No gradient reaches what the rows remembered before.
     *
     * @param stateGradients [rows, hidden, steps] ∂L/∂h from the layer above
     * @param gradients where the gradients go
     */
    public void backward(Weights weights, Sequences stateGradients, Gradients gradients) {
        recurrentTransposed.pack(weights.recurrent());
        team.run(member -> backward.get(member)
                .run(batch, first(member, batch.rows()), first(member + 1, batch.rows()), stateGradients.access()));
        float[] bias = new float[4 * hidden];
        backward.forEach(share -> share.addBiasGradients(bias));
        gradients.bias().put(bias, 0, bias.length);
        multiplyGradients(weights.input(), gradients);
    }

    /**
     * After {@link #forward}: what each row remembers after its own last token.
     *
     * @param tokens of each row, at least one and at most as many as there were steps
     */
    public LstmStates last(int[] tokens) {
        return batch.last(tokens);
    }

    @Override
    public void close() {
        owned.close();
    }

    /** The first of the rows of a member. */
    private int first(int member, int rows) {
        return (int) team.first(member, rows);
    }

    private void multiplyGradients(FloatPointer inputWeights, Gradients gradients) {
        long tokens = (long) batch.steps() * batch.rows();
        inputGradient.compute(0, 0, tokens, gradients.inputWeights());
        int firstStep = batch.hasEarlier(0) ? 0 : 1;
        if (batch.steps() > firstStep) {
            long without = (long) firstStep * batch.rows();
            recurrentGradient.compute(
                    without, batch.earlierStates(firstStep), tokens - without, gradients.recurrentWeights());
        } else {
            Pointer.memset(NativeFloats.from(gradients.recurrentWeights(), 0), 0, 4L * hidden * hidden * Float.BYTES);
        }
        projectionGradient.multiply(tokens, inputWeights, gradients.input());
    }

    /** The input where it lies if it lies as a product reads it, otherwise a copy. */
    private FloatPointer timeMajor(Sequences input) {
        if (input.isTimeMajor()) {
            return input.start();
        }
        int rows = input.rows();
        FloatPointer copy = inputMemory.ofLength((long) rows * inputSize * input.steps());
        Sequences target = Sequences.timeMajor(copy, rows, inputSize, input.steps());
        team.run(member -> {
            Sequences.Access source = input.access();
            Sequences.Access destination = target.access();
            float[] columns = new float[inputSize];
            for (int row = first(member, rows); row < first(member + 1, rows); row++) {
                source.copyRow(row, destination, columns);
            }
        });
        return copy;
    }

    /**
     * The weights of the layer as DL4J stores them.
     *
     * @param input [4·hidden, input size]
     * @param recurrent [4·hidden, hidden]
     * @param bias [4·hidden]
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Weights(FloatPointer input, FloatPointer recurrent, float[] bias) {}

    /**
     * Where the backward pass writes.
     *
     * @param inputWeights [4·hidden, input size]
     * @param recurrentWeights [4·hidden, hidden]
     * @param bias [4·hidden]
     * @param input [steps, rows, input size]
     */
    public record Gradients(
            FloatPointer inputWeights, FloatPointer recurrentWeights, FloatPointer bias, FloatPointer input) {}
}

package io.sentiment.network.onednn.softmax;

import io.sentiment.network.Precision;
import io.sentiment.network.onednn.Device;
import io.sentiment.network.onednn.NativeFloats;
import io.sentiment.network.onednn.Owned;
import io.sentiment.network.onednn.Team;
import io.sentiment.network.onednn.matrix.PackedMatrix;
import io.sentiment.network.onednn.matrix.RowCounts;
import io.sentiment.network.onednn.matrix.TokenRows;
import io.sentiment.network.onednn.matrix.WeightGradient;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Forward and backward pass of a layer that scores candidates for rows of states. Each thread of a team takes some rows,
 * a block of them at a time, from their scores to the gradients of their states, so that both stay in its cache; the
 * gradient of the weights is one product over all rows. Memory is kept for the next batch. Not thread-safe.
 */
public final class SoftmaxPass implements AutoCloseable {

    private final Owned owned = new Owned();
    private final Team team;
    private final int hidden;
    private final int candidates;
    private final NativeFloats weightMemory = owned.add(new NativeFloats());
    private final NativeFloats scoreMemory = owned.add(new NativeFloats());
    private final NativeFloats gradientMemory = owned.add(new NativeFloats());
    private final TokenRows stateRows;
    private final TokenRows scoreRows;
    private final PackedMatrix scoring;
    private final PackedMatrix weights;
    private final WeightGradient weightGradient;
    private final List<Share> shares = new ArrayList<>();

    /**
     * A pass on the threads of a team, which stays the caller's.
     *
     * @param precision of the factors of products, fp32 or bf16; all else is of single precision
     * @param hidden values of a state
     */
    public SoftmaxPass(Team team, Precision precision, int hidden, int candidates) {
        this.team = team;
        this.hidden = hidden;
        this.candidates = candidates;
        try {
            stateRows = owned.add(new TokenRows(precision, hidden));
            scoreRows = owned.add(new TokenRows(precision, candidates));
            Device own = owned.add(new Device());
            scoring = owned.add(PackedMatrix.ofSingles(own, precision, hidden, candidates, true));
            weights = owned.add(PackedMatrix.ofSingles(own, precision, candidates, hidden, false));
            weightGradient = owned.add(new WeightGradient(own, scoreRows, stateRows));
            shares.add(owned.add(new Share(own)));
            for (int member = 1; member < team.members(); member++) {
                shares.add(owned.add(new Share(owned.add(new Device()))));
            }
        } catch (RuntimeException | Error failure) {
            owned.close();
            throw failure;
        }
    }

    /**
     * Computes scores and gradients.
     *
     * @param candidateWeights [candidates][hidden]
     * @param states [rows, hidden]
     * @param works what each member of the team does with its rows, by the number of the member
     * @param stateGradient [rows, hidden] out
     */
    public void run(
            float[][] candidateWeights,
            FloatPointer states,
            int rows,
            IntFunction<RowWork> works,
            FloatPointer stateGradient) {
        FloatPointer plain = weightMemory.ofLength((long) candidates * hidden);
        FloatBuffer values = NativeFloats.buffer(plain, (long) candidates * hidden);
        for (float[] row : candidateWeights) {
            values.put(row);
        }
        scoring.pack(plain);
        weights.pack(plain);
        stateRows.begin(states, rows);
        scoreRows.begin(scoreMemory.ofLength((long) rows * candidates), rows);
        team.run(member -> shares.get(member)
                .run(
                        (int) team.first(member, rows),
                        (int) team.first(member + 1, rows),
                        works.apply(member),
                        stateGradient));
        weightGradient.compute(0, 0, rows, gradientMemory.ofLength((long) candidates * hidden));
    }

    /** Copies ∂L/∂weights [hidden] of a candidate of the latest batch out. */
    public void readWeightGradient(int candidate, float[] gradient) {
        NativeFloats.buffer(gradientMemory.ofLength(0), (long) candidates * hidden)
                .get(candidate * hidden, gradient, 0, hidden);
    }

    @Override
    public void close() {
        owned.close();
    }

    /** What is done with each row, besides products. For one thread. */
    public interface RowWork {

        /**
         * Turns scores into their gradients.
         *
         * @param state [hidden] of the row
         * @param scores [candidates] in: the products of state and weights; out: ∂L/∂scores
         */
        void score(int row, float[] state, float[] scores);

        /**
         * Adds to the gradient of a state what does not come from the candidates.
         *
         * @param gradient [hidden] in and out
         */
        void addGradient(int row, float[] gradient);
    }

    /** One thread's part. */
    private final class Share implements AutoCloseable {

        private final Owned parts = new Owned();
        private final TokenRows.Rounding stateRounding;
        private final TokenRows.Rounding scoreRounding;
        private final PackedMatrix.Products scores;
        private final PackedMatrix.Products gradients;
        private final float[] state = new float[hidden];
        private final float[] row = new float[candidates];

        Share(Device device) {
            stateRounding = parts.add(stateRows.rounding(device));
            scoreRounding = parts.add(scoreRows.rounding(device));
            scores = parts.add(scoring.products(device));
            gradients = parts.add(weights.products(device));
        }

        /** Takes the rows from {@code first} to before {@code end}. */
        void run(int first, int end, RowWork work, FloatPointer stateGradient) {
            for (int at = first; at < end; at += RowCounts.LARGEST) {
                block(at, Math.min(RowCounts.LARGEST, end - at), work, stateGradient);
            }
        }

        private void block(int first, int count, RowWork work, FloatPointer stateGradient) {
            FloatPointer scored = NativeFloats.from(scoreRows.values(), (long) first * candidates);
            FloatPointer gradient = NativeFloats.from(stateGradient, (long) first * hidden);
            stateRounding.round(first, count);
            scores.multiply(stateRows.at(first), count, scored);
            FloatBuffer states = NativeFloats.buffer(
                    NativeFloats.from(stateRows.values(), (long) first * hidden), size(count, hidden));
            FloatBuffer values = NativeFloats.buffer(scored, size(count, candidates));
            for (int index = 0; index < count; index++) {
                states.get(index * hidden, state);
                values.get(index * candidates, row);
                work.score(first + index, state, row);
                values.put(index * candidates, row);
            }
            scoreRounding.round(first, count);
            gradients.multiply(scoreRows.at(first), count, gradient);
            FloatBuffer ofStates = NativeFloats.buffer(gradient, size(count, hidden));
            for (int index = 0; index < count; index++) {
                ofStates.get(index * hidden, state);
                work.addGradient(first + index, state);
                ofStates.put(index * hidden, state);
            }
        }

        private static long size(int count, int width) {
            return (long) count * width;
        }

        @Override
        public void close() {
            parts.close();
        }
    }
}

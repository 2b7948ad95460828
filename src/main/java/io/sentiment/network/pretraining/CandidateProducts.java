package io.sentiment.network.pretraining;

import io.sentiment.network.Precision;
import io.sentiment.network.dl4j.ComputeDevice;
import io.sentiment.network.dl4j.NativeArrays;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.Team;
import io.sentiment.network.onednn.softmax.SoftmaxPass;
import io.sentiment.network.onednn.softmax.SoftmaxPass.RowWork;
import java.nio.FloatBuffer;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The products of a layer that scores candidates for rows of states. Owns native memory; not thread-safe. */
interface CandidateProducts extends AutoCloseable {

    /**
     * Computes scores and gradients.
     *
     * @param weights [candidates][hidden]
     * @param states [rows, hidden], row-major
     * @param works makes what a thread does with its rows
     * @param stateGradient [rows, hidden], row-major, out
     */
    void run(float[][] weights, INDArray states, Supplier<RowWork> works, INDArray stateGradient);

    /** ∂L/∂weights [hidden] of a candidate of the latest batch. */
    float[] weightGradient(int candidate);

    @Override
    void close();

    /**
     * By oneDNN where this machine has it, otherwise by ND4J.
     *
     * @param precision of the factors where oneDNN multiplies, fp32 or bf16
     */
    static CandidateProducts of(Precision precision, int hidden, int candidates) {
        return OneDnn.objection() == null && !ComputeDevice.isOnGpu()
                ? new OnTeam(precision, hidden, candidates)
                : new OnNd4j();
    }

    /** By oneDNN. */
    final class OnTeam implements CandidateProducts {

        private final Team team = new Team(Runtime.getRuntime().availableProcessors());
        private final SoftmaxPass pass;
        private final int hidden;

        OnTeam(Precision precision, int hidden, int candidates) {
            this.hidden = hidden;
            try {
                pass = new SoftmaxPass(team, precision, hidden, candidates);
            } catch (RuntimeException | Error failure) {
                team.close();
                throw failure;
            }
        }

        @Override
        public void run(float[][] weights, INDArray states, Supplier<RowWork> works, INDArray stateGradient) {
            pass.run(
                    weights,
                    NativeArrays.address(states),
                    (int) states.size(0),
                    member -> works.get(),
                    NativeArrays.address(stateGradient));
        }

        @Override
        public float[] weightGradient(int candidate) {
            float[] gradient = new float[hidden];
            pass.readWeightGradient(candidate, gradient);
            return gradient;
        }

        @Override
        public void close() {
            team.close();
            pass.close();
        }
    }

    /** By ND4J. */
    final class OnNd4j implements CandidateProducts {

        private float[][] weightGradient = {};

        @Override
        public void run(float[][] weights, INDArray states, Supplier<RowWork> works, INDArray stateGradient) {
            RowWork work = works.get();
            try (INDArray factors = Nd4j.createFromArray(weights);
                    // [rows, candidates], row-major because both factors are.
                    INDArray scores = Nd4j.gemm(states, factors, false, true)) {
                float[] state = new float[(int) states.size(1)];
                float[] row = new float[weights.length];
                FloatBuffer ofStates = NativeArrays.buffer(states);
                FloatBuffer values = NativeArrays.buffer(scores);
                for (int index = 0; index < states.size(0); index++) {
                    ofStates.get(index * state.length, state);
                    values.get(index * row.length, row);
                    work.score(index, state, row);
                    values.put(index * row.length, row);
                }
                try (INDArray ofWeights = Nd4j.gemm(scores, states, true, false);
                        INDArray gradients = Nd4j.gemm(scores, factors, false, false)) {
                    weightGradient = ofWeights.toFloatMatrix();
                    FloatBuffer from = NativeArrays.buffer(gradients);
                    FloatBuffer to = NativeArrays.buffer(stateGradient);
                    for (int index = 0; index < states.size(0); index++) {
                        from.get(index * state.length, state);
                        work.addGradient(index, state);
                        to.put(index * state.length, state);
                    }
                }
            }
        }

        @Override
        public float[] weightGradient(int candidate) {
            return weightGradient[candidate];
        }

        @Override
        public void close() {
            // ND4J's arrays are released after each batch.
        }
    }
}

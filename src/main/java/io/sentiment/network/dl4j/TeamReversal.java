package io.sentiment.network.dl4j;

import io.sentiment.network.onednn.Team;
import io.sentiment.network.onednn.lstm.Sequences;
import java.util.Arrays;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.vertex.impl.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's reversal of texts, padding left at the end, computed on a team of threads: DL4J makes several arrays for each
 * token.
 */
@SuppressWarnings("overrides") // DL4J implements varargs with an array.
final class TeamReversal extends ReverseTimeSeriesVertex {

    private static final long serialVersionUID = 1L;

    private final transient Team team;

    /**
     * A reversal in the place of {@code plain}.
     *
     * @param input name of the input whose mask tells how long the texts are
     * @param team of threads, which stays the caller's
     */
    TeamReversal(ReverseTimeSeriesVertex plain, String input, Team team) {
        super(plain.getGraph(), plain.getVertexName(), plain.getVertexIndex(), input, DataType.FLOAT);
        this.team = team;
        setInputVertices(plain.getInputVertices());
        setOutputVertices(plain.getOutputVertices());
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        return reversed(getInputs()[0], workspaces, ArrayType.ACTIVATIONS);
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        return new Pair<>(null, new INDArray[] {reversed(getEpsilon(), workspaces, ArrayType.ACTIVATION_GRAD)});
    }

    private INDArray reversed(INDArray values, LayerWorkspaceMgr workspaces, ArrayType type) {
        INDArray result = NativeArrays.timeMajor(workspaces, type, values.size(0), values.size(1), values.size(2));
        int[] lengths = lengths(values);
        Sequences source = NativeArrays.sequences(values);
        Sequences target = NativeArrays.sequences(result);
        team.run(member -> source.reverseInto(target, lengths, (int) team.first(member, lengths.length), (int)
                team.first(member + 1, lengths.length)));
        return result;
    }

    /** Tokens of each row. */
    private int[] lengths(INDArray values) {
        int[] lengths = new int[(int) values.size(0)];
        INDArray @Nullable [] masks = getGraph().getInputMaskArrays();
        if (masks == null || masks[0] == null) {
            Arrays.fill(lengths, (int) values.size(2));
            return lengths;
        }
        float[] tokens = masks[0].sum(1).toFloatVector();
        for (int row = 0; row < lengths.length; row++) {
            lengths[row] = (int) tokens[row];
        }
        return lengths;
    }
}

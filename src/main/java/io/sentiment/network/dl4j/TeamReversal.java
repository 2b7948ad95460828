package io.sentiment.network.dl4j;

import io.sentiment.network.onednn.Team;
import io.sentiment.network.onednn.lstm.Sequences;
import java.util.Arrays;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
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

    private final transient ComputationGraph owner;
    private final transient Team team;

    private TeamReversal(ComputationGraph owner, GraphVertex plain, String input, Team team) {
        super(owner, plain.getVertexName(), plain.getVertexIndex(), input, DataType.FLOAT);
        this.owner = owner;
        this.team = team;
        setInputVertices(plain.getInputVertices());
        setOutputVertices(plain.getOutputVertices());
    }

    /** Replaces every reversal of a graph that has one input. */
    static void installIn(ComputationGraph graph, Team team) {
        GraphVertex[] vertices = graph.getVertices();
        String input = graph.getConfiguration().getNetworkInputs().get(0);
        for (int index = 0; index < vertices.length; index++) {
            if (vertices[index] instanceof ReverseTimeSeriesVertex) {
                vertices[index] = new TeamReversal(graph, vertices[index], input, team);
            }
        }
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
        team.run(member -> source.reverseInto(
                target,
                lengths,
                lengths.length * member / team.members(),
                lengths.length * (member + 1) / team.members()));
        return result;
    }

    /** Tokens of each row. */
    private int[] lengths(INDArray values) {
        int[] lengths = new int[(int) values.size(0)];
        INDArray @Nullable [] masks = owner.getInputMaskArrays();
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

package io.sentiment.network.dl4j;

import io.sentiment.network.onednn.Team;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.feedforward.embedding.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's embedding layer with its configuration, parameters and gradients, computed on a team of threads. DL4J stores
 * the embedding column after column; each thread streams its columns through the cache, because reading a token's vector
 * where it lies would miss the cache at each value, and writes a cache line of the vector at a time. The vectors lie in
 * memory as {@link FusedLstm} reads them.
 */
class GatheredEmbedding extends EmbeddingSequenceLayer {

    private static final long serialVersionUID = 1L;

    private static final String WEIGHTS = DefaultParamInitializer.WEIGHT_KEY;
    private static final int PADDING = -1;

    /** Columns that a thread takes at a time: as many values of a vector as a cache line holds. */
    private static final int COLUMNS = 16;

    private final transient Team team;

    /** Of each thread, the columns [{@value #COLUMNS}, vocabulary] that it works on. */
    private final transient float[][][] columns;

    /** Of each token, time step after time step, or {@link #PADDING}. */
    private int[] tokenIds = {};

    /** A layer in the place of {@code plain}, on the threads of a team, which stays the caller's. */
    GatheredEmbedding(Layer plain, Team team) {
        super(plain.conf(), plain.params().dataType());
        this.team = team;
        columns = new float[team.members()][COLUMNS][(int) layerConf().getNIn()];
        setIndex(plain.getIndex());
        setParamsViewArray(plain.params());
        setParamTable(plain.paramTable());
        if (plain.getGradientsViewArray() != null) {
            setBackpropGradientsViewArray(plain.getGradientsViewArray());
        }
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        readTokenIds();
        int width = (int) layerConf().getNOut();
        INDArray vectors = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS, DataType.FLOAT, new long[] {input.size(1), input.size(0), width}, 'c');
        INDArray weights = getParam(WEIGHTS);
        team.run(member -> gather(
                NativeArrays.buffer(weights),
                NativeArrays.buffer(vectors),
                first(member),
                first(member + 1),
                columns[member]));
        return vectors.permute(1, 2, 0);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        INDArray weightGradients = Objects.requireNonNull(gradientViews.get(WEIGHTS), WEIGHTS);
        INDArray vectors = NativeArrays.sequences(epsilon).isTimeMajor()
                ? epsilon
                : epsilon.permute(2, 0, 1).dup('c');
        team.run(member -> scatter(
                NativeArrays.buffer(vectors),
                NativeArrays.buffer(weightGradients),
                first(member),
                first(member + 1),
                columns[member]));
        Gradient gradient = new DefaultGradient();
        gradient.gradientForVariable().put(WEIGHTS, weightGradients);
        return new Pair<>(gradient, null);
    }

    private void readTokenIds() {
        int rows = (int) input.size(0);
        int steps = (int) input.size(1);
        int[] ids = input.dup('c').data().asInt();
        float[] mask = maskArray == null
                ? null
                : maskArray.castTo(DataType.FLOAT).dup('c').data().asFloat();
        tokenIds = new int[ids.length];
        for (int row = 0; row < rows; row++) {
            for (int step = 0; step < steps; step++) {
                int index = row * steps + step;
                tokenIds[step * rows + row] = mask != null && mask[index] == 0 ? PADDING : ids[index];
            }
        }
    }

    /** The first of the columns of a member. */
    private int first(int member) {
        return (int) team.first(member, layerConf().getNOut());
    }

    private void gather(FloatBuffer weights, FloatBuffer vectors, int first, int end, float[][] columns) {
        int width = (int) layerConf().getNOut();
        for (int from = first; from < end; from += columns.length) {
            int count = Math.min(columns.length, end - from);
            for (int index = 0; index < count; index++) {
                weights.get((from + index) * columns[index].length, columns[index]);
            }
            for (int token = 0; token < tokenIds.length; token++) {
                int id = tokenIds[token];
                for (int index = 0; index < count; index++) {
                    vectors.put(token * width + from + index, id == PADDING ? 0 : columns[index][id]);
                }
            }
        }
    }

    private void scatter(FloatBuffer vectors, FloatBuffer gradients, int first, int end, float[][] columns) {
        int width = (int) layerConf().getNOut();
        for (int from = first; from < end; from += columns.length) {
            int count = Math.min(columns.length, end - from);
            for (float[] column : columns) {
                Arrays.fill(column, 0);
            }
            for (int token = 0; token < tokenIds.length; token++) {
                int id = tokenIds[token];
                for (int index = 0; index < count && id != PADDING; index++) {
                    columns[index][id] += vectors.get(token * width + from + index);
                }
            }
            for (int index = 0; index < count; index++) {
                gradients.put((from + index) * columns[index].length, columns[index]);
            }
        }
    }
}

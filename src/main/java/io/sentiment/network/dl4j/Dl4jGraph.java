package io.sentiment.network.dl4j;

import io.sentiment.network.LayerNames;
import io.sentiment.network.onednn.Team;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.graph.vertex.impl.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** A graph of DL4J with one input, which can also be trained by gradients of its outputs. */
public final class Dl4jGraph extends Dl4jNetwork {

    private final ComputationGraph network;

    private Dl4jGraph(ComputationGraph network) {
        super(network);
        this.network = network;
    }

    /**
     * A graph of that configuration.
     *
     * @param parameters which the network takes over, or null for random ones
     */
    public static Dl4jGraph of(ComputationGraphConfiguration configuration, @Nullable INDArray parameters) {
        ComputationGraph network = new ComputationGraph(configuration);
        network.init(parameters, false);
        return new Dl4jGraph(network);
    }

    /** What each layer gives in training, by its name; owned by the caller, as is {@code input}, which is among them. */
    public Map<String, INDArray> activations(INDArray input) {
        return network.feedForward(new INDArray[] {input}, true, false);
    }

    /**
     * Updates the weights by the gradients of the outputs that {@link #activations} has just computed. The configuration
     * says that they are of a mean ({@code miniBatch(false)}).
     *
     * @param update number of the update, from 0
     */
    public void descend(INDArray[] outputGradients, int update, Acceleration acceleration) {
        Gradient gradient = network.backpropGradient(outputGradients);
        if (!ComputeDevice.isOnGpu() && FusedAdam.suits(network.getUpdater())) {
            acceleration.adam().update(network.getUpdater(), network.params(), 1, update, 0);
        } else {
            network.getUpdater().update(gradient, update, 0, 1, LayerWorkspaceMgr.noWorkspaces());
            network.params().subi(gradient.gradient());
        }
    }

    @Override
    Layer[] layers() {
        return network.getLayers();
    }

    @Override
    @Nullable
    Layer layerOrNull(String name) {
        return network.getLayer(name);
    }

    @Override
    public void replaceEmbedding(Layer layer) {
        network.getLayers()[0] = layer;
        ((LayerVertex) network.getVertex(LayerNames.EMBEDDING)).setLayer(layer);
    }

    @Override
    String gradientName(String layer, String parameter) {
        return layer + "_" + parameter;
    }

    @Override
    INDArray output(PaddedBatch batch) {
        return network.output(false, new INDArray[] {batch.tokenIds()}, masks(batch))[0];
    }

    @Override
    void fit(DataSet batch) {
        network.fit(batch);
    }

    @Override
    public void computeGradients(PaddedBatch batch, INDArray labels) {
        network.setInputs(batch.tokenIds());
        network.setLabels(labels);
        network.setLayerMaskArrays(masks(batch), null);
        network.computeGradientAndScore();
    }

    private static INDArray @Nullable [] masks(PaddedBatch batch) {
        return batch.mask() == null ? null : new INDArray[] {batch.mask()};
    }

    @Override
    public void forgetBatch() {
        network.clearLayerMaskArrays();
        network.clearLayersStates();
    }

    @Override
    void reverseOn(Team team) {
        GraphVertex[] vertices = network.getVertices();
        String input = network.getConfiguration().getNetworkInputs().get(0);
        for (int index = 0; index < vertices.length; index++) {
            if (vertices[index] instanceof ReverseTimeSeriesVertex plain) {
                vertices[index] = new TeamReversal(plain, input, team);
            }
        }
    }

    @Override
    public int updates() {
        return network.getConfiguration().getIterationCount();
    }

    @Override
    public void setUpdates(int updates) {
        network.getConfiguration().setIterationCount(updates);
    }

    @Override
    @Nullable
    BaseMultiLayerUpdater<?> updater(boolean made) {
        return network.getUpdater(made);
    }
}

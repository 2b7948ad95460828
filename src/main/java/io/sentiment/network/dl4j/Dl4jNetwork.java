package io.sentiment.network.dl4j;

import io.sentiment.network.UnreadableNetworkException;
import io.sentiment.network.onednn.Team;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.provider.BasicWorkspaceManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A network of DL4J with one input and Adam as its updater. DL4J has two kinds of networks, layers in a row and graphs, with
 * different methods for the same things: this class and {@link Dl4jGraph} hide the difference. Not safe for use by several
 * threads. Owns its native arrays until {@link #close()}.
 */
public abstract class Dl4jNetwork implements AutoCloseable {

    private final Model model;

    Dl4jNetwork(Model model) {
        this.model = model;
    }

    /**
     * Layers in a row.
     *
     * @param parameters which the network takes over, or null for random ones
     */
    static Dl4jNetwork of(MultiLayerConfiguration configuration, @Nullable INDArray parameters) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init(parameters, false);
        return new Row(network);
    }

    /** What DL4J's two kinds of networks have in common. */
    public Model model() {
        return model;
    }

    /** The layers in order of computation: DL4J's own array. */
    abstract Layer[] layers();

    /** Puts a layer in the place of the first, which is the embedding. */
    public abstract void replaceEmbedding(Layer layer);

    /** The first layer. */
    public Layer embedding() {
        return layers()[0];
    }

    /** The layer of that name. */
    public Layer layer(String name) {
        Layer layer = layerOrNull(name);
        if (layer == null) {
            throw new UnreadableNetworkException("The network has no layer called '" + name + "'.");
        }
        return layer;
    }

    abstract @Nullable Layer layerOrNull(String name);

    /** The name by which DL4J knows the gradient of a parameter. */
    abstract String gradientName(String layer, String parameter);

    /** The answers [batch, outputs], owned by the caller. */
    abstract INDArray output(PaddedBatch batch);

    /** One update of the weights, all of it by DL4J. */
    abstract void fit(DataSet batch);

    /**
     * Computes the loss of a batch, and its gradients, which DL4J keeps in the network's own array.
     *
     * @param labels [batch, 1]
     */
    public abstract void computeGradients(PaddedBatch batch, INDArray labels);

    /** Lets the network forget the batch, as DL4J does after an update. */
    public abstract void forgetBatch();

    /** Lets a team of threads compute the reversals of texts. */
    abstract void reverseOn(Team team);

    /** How often the weights were updated, by which Adam corrects its moments. */
    public abstract int updates();

    /** Sets how often the weights were updated. */
    public abstract void setUpdates(int updates);

    /** Sets the step size of the updates to come. The rate of the network's configuration is the same number. */
    public void setLearningRate(double rate) {
        // DL4J's own method builds the updater anew each time.
        updater()
                .getUpdaterBlocks()
                .forEach(block -> ((Adam) block.getGradientUpdater().getConfig()).setLearningRate(rate));
    }

    /** Adam's first and second moments, in DL4J's order: the network's own array, not a copy. */
    public INDArray moments() {
        return updater().getStateViewArray();
    }

    /** Whether every layer is trained by Adam, clipped by itself and without decay, as {@link NetworkConfiguration} has it. */
    public boolean isTrainedByAdam() {
        return FusedAdam.suits(updater());
    }

    /** The constants of Adam, where {@link #isTrainedByAdam}. */
    public Adam adam() {
        return (Adam) updater().getUpdaterBlocks().get(0).getGradientUpdater().getConfig();
    }

    /** What updates the weights, made at the first call. */
    BaseMultiLayerUpdater<?> updater() {
        return Objects.requireNonNull(updater(true));
    }

    abstract @Nullable BaseMultiLayerUpdater<?> updater(boolean made);

    /**
     * Releases the native memory, as the {@code close()} of DL4J's networks does. That one also asks Java for a full garbage
     * collection, which stops every thread: nobody would be answered for a third of a second after each swap.
     */
    @Override
    public void close() {
        BaseMultiLayerUpdater<?> updater = updater(false);
        release(model.params());
        release(model.getGradientsViewArray());
        release(updater == null ? null : updater.getStateViewArray());
        // Not destroyAllWorkspacesForCurrentThread(), which asks for a collection too.
        BasicWorkspaceManager workspaces = (BasicWorkspaceManager) Nd4j.getWorkspaceManager();
        List.copyOf(workspaces.getAllWorkspacesForCurrentThread()).forEach(workspaces::destroyWorkspace);
    }

    private static void release(@Nullable INDArray array) {
        if (array != null && array.closeable()) {
            array.close();
        }
    }

    /** Layers in a row. */
    private static final class Row extends Dl4jNetwork {

        private final MultiLayerNetwork network;

        Row(MultiLayerNetwork network) {
            super(network);
            this.network = network;
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
        }

        @Override
        String gradientName(String layer, String parameter) {
            return layer(layer).getIndex() + "_" + parameter;
        }

        @Override
        INDArray output(PaddedBatch batch) {
            return network.output(batch.tokenIds(), false, batch.mask(), null);
        }

        @Override
        void fit(DataSet batch) {
            network.fit(batch);
        }

        @Override
        public void computeGradients(PaddedBatch batch, INDArray labels) {
            network.setInput(batch.tokenIds());
            network.setLabels(labels);
            network.setLayerMaskArrays(batch.mask(), null);
            network.computeGradientAndScore();
        }

        @Override
        public void forgetBatch() {
            network.clearLayerMaskArrays();
            network.clearLayersStates();
        }

        @Override
        void reverseOn(Team team) {}

        @Override
        public int updates() {
            return network.getLayerWiseConfigurations().getIterationCount();
        }

        @Override
        public void setUpdates(int updates) {
            network.getLayerWiseConfigurations().setIterationCount(updates);
        }

        @Override
        @Nullable
        BaseMultiLayerUpdater<?> updater(boolean made) {
            return (BaseMultiLayerUpdater<?>) network.getUpdater(made);
        }
    }
}

package io.sentiment.network.dl4j;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/** What Adam knows of the updates so far. */
public record AdamState(Model model) {

    /** The first and second moments, in DL4J's order: the network's own array, not a copy. */
    public INDArray moments() {
        return model instanceof MultiLayerNetwork network
                ? network.getUpdater().getStateViewArray()
                : ((ComputationGraph) model).getUpdater().getStateViewArray();
    }

    /** How often the weights were updated, by which Adam corrects its moments. */
    public int updates() {
        return model instanceof MultiLayerNetwork network
                ? network.getLayerWiseConfigurations().getIterationCount()
                : ((ComputationGraph) model).getConfiguration().getIterationCount();
    }

    /** Sets the step size of the updates to come. The rate of the network's configuration is the same number. */
    public void setLearningRate(double rate) {
        BaseMultiLayerUpdater<?> updater = model instanceof MultiLayerNetwork network
                ? (BaseMultiLayerUpdater<?>) network.getUpdater()
                : ((ComputationGraph) model).getUpdater();
        // DL4J's own method builds the updater anew each time.
        updater.getUpdaterBlocks()
                .forEach(block -> ((Adam) block.getGradientUpdater().getConfig()).setLearningRate(rate));
    }

    public void setUpdates(int updates) {
        if (model instanceof MultiLayerNetwork network) {
            network.getLayerWiseConfigurations().setIterationCount(updates);
        } else {
            ((ComputationGraph) model).getConfiguration().setIterationCount(updates);
        }
    }
}

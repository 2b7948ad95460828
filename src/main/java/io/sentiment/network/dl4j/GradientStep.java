package io.sentiment.network.dl4j;

import io.sentiment.network.onednn.HugePages;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * One update of the weights of a DL4J network. DL4J computes the gradients; they are applied by {@link FusedAdam} where
 * that does the same as DL4J's updater, otherwise by DL4J.
 */
final class GradientStep {

    private final Model model;
    private final @Nullable FusedAdam fused;
    private boolean moved;

    GradientStep(Model model, @Nullable FusedAdam fused) {
        this.model = model;
        this.fused = fused;
    }

    /**
     * Updates the weights; returns the mean cross entropy of the batch before it.
     *
     * @param labels [rows, 1]
     */
    double fit(PaddedBatch batch, INDArray labels) {
        if (fused != null && FusedAdam.suits(updater())) {
            BatchGradients.compute(model, batch, labels);
            AdamState state = new AdamState(model);
            moveToHugePages(state);
            fused.update(updater(), model.params(), (int) labels.size(0), state.updates(), 0);
            state.setUpdates(state.updates() + 1);
            BatchGradients.forget(model);
        } else if (model instanceof MultiLayerNetwork network) {
            network.fit(new DataSet(batch.tokenIds(), labels, batch.mask(), null));
        } else {
            ((ComputationGraph) model).fit(new DataSet(batch.tokenIds(), labels, batch.mask(), null));
        }
        return model.score();
    }

    /** Once: every update reads or writes these arrays from end to end. */
    private void moveToHugePages(AdamState state) {
        if (!moved) {
            Stream.of(model.params(), updater().getFlattenedGradientsView(), state.moments())
                    .forEach(array ->
                            HugePages.use(NativeArrays.address(array).address(), array.length() * Float.BYTES));
            moved = true;
        }
    }

    private BaseMultiLayerUpdater<?> updater() {
        return model instanceof MultiLayerNetwork network
                ? (BaseMultiLayerUpdater<?>) network.getUpdater()
                : ((ComputationGraph) model).getUpdater();
    }
}

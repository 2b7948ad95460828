package io.sentiment.network.dl4j;

import io.sentiment.network.onednn.HugePages;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * One update of the weights of a DL4J network. DL4J computes the gradients; they are applied by {@link FusedAdam} where
 * that does the same as DL4J's updater, otherwise by DL4J.
 */
final class GradientStep {

    private final Dl4jNetwork network;
    private final @Nullable FusedAdam fused;
    private boolean moved;

    GradientStep(Dl4jNetwork network, @Nullable FusedAdam fused) {
        this.network = network;
        this.fused = fused;
    }

    /**
     * Updates the weights; returns the mean cross entropy of the batch before it.
     *
     * @param labels [rows, 1]
     */
    double fit(PaddedBatch batch, INDArray labels) {
        if (fused != null && FusedAdam.suits(network.updater())) {
            network.computeGradients(batch, labels);
            moveToHugePages();
            fused.update(network.updater(), network.model().params(), (int) labels.size(0), network.updates(), 0);
            network.setUpdates(network.updates() + 1);
            network.forgetBatch();
        } else {
            network.fit(new DataSet(batch.tokenIds(), labels, batch.mask(), null));
        }
        return network.model().score();
    }

    /** Once: every update reads or writes these arrays from end to end. */
    private void moveToHugePages() {
        if (!moved) {
            Stream.of(network.model().params(), network.updater().getFlattenedGradientsView(), network.moments())
                    .forEach(array ->
                            HugePages.use(NativeArrays.address(array).address(), array.length() * Float.BYTES));
            moved = true;
        }
    }
}

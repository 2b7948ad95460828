package io.sentiment.network.training;

import io.sentiment.network.dl4j.Dl4jNetwork;
import io.sentiment.network.dl4j.PaddedBatch;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes the loss of an update the mean of the clean loss and that of perturbed embeddings (Miyato et al. 2017). The clean
 * pass comes before the update; when DL4J has the gradients of the perturbed one, those of the clean one join them.
 */
final class AdversarialPass extends BaseTrainingListener implements AutoCloseable {

    private final Dl4jNetwork network;
    private @Nullable INDArray clean;
    private boolean waiting;

    AdversarialPass(Dl4jNetwork network) {
        this.network = network;
        network.model().addListeners(this);
    }

    /**
     * Computes the gradients of a batch; returns its loss.
     *
     * @param targets [batch, 1]
     */
    double clean(PaddedBatch batch, INDArray targets) {
        network.computeGradients(batch, targets);
        network.forgetBatch();
        INDArray gradients = network.model().gradient().gradient();
        if (clean == null) {
            clean = gradients.dup();
        } else {
            clean.assign(gradients);
        }
        waiting = true;
        return network.model().score();
    }

    @Override
    public void onBackwardPass(Model trained) {
        if (waiting) {
            trained.gradient().gradient().addi(Objects.requireNonNull(clean)).divi(2);
            waiting = false;
        }
    }

    @Override
    public void close() {
        network.model().setListeners();
        if (clean != null) {
            clean.close();
        }
    }
}

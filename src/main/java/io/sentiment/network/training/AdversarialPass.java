package io.sentiment.network.training;

import io.sentiment.network.dl4j.Dl4jNetwork;
import io.sentiment.network.dl4j.PaddedBatch;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

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

    /**
     * What is added to the embeddings of a batch to raise its loss most, to first order: along the gradient, as long as the
     * norm says (Miyato et al. 2017). The first pass over the batch is clean and gives the gradient; the passes that follow
     * are perturbed. The paper normalises the embeddings to the variance 1, so that a network cannot make a perturbation
     * small by growing; here the perturbation grows with them instead: a text's is {@code norm · s · g / |g|}, where s is the
     * root of the mean square of its embeddings. For one batch. Owns its arrays.
     */
    static final class Perturbation implements AutoCloseable {

        private final double norm;
        private final INDArray tokens;
        private @Nullable INDArray size;
        private @Nullable INDArray added;

        /** @param tokens how many each text has [batch], which stays the caller's */
        Perturbation(double norm, INDArray tokens) {
            this.norm = norm;
            this.tokens = tokens;
        }

        /** In the clean pass measures the embeddings [batch, embedding size, steps], in others changes them. */
        void addTo(INDArray embeddings) {
            if (added != null) {
                embeddings.addi(added);
                return;
            }
            try (MemoryWorkspace detached = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                size = embeddings.norm2(1, 2).divi(Transforms.sqrt(tokens.mul(embeddings.size(1))));
            }
        }

        /** @param gradient of the loss with respect to the embeddings; used of the clean pass */
        void learn(INDArray gradient) {
            if (added == null && size != null) {
                try (MemoryWorkspace detached = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                    // A text without a gradient is not perturbed.
                    INDArray length = Transforms.max(gradient.norm2(1, 2), Float.MIN_NORMAL);
                    INDArray factor = size.mul(norm).divi(length);
                    added = Broadcast.mul(
                            gradient, factor, Nd4j.createUninitialized(gradient.dataType(), gradient.shape()), 0);
                }
            }
        }

        @Override
        public void close() {
            if (size != null) {
                size.close();
            }
            if (added != null) {
                added.close();
            }
        }
    }
}

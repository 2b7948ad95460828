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
 * Makes the loss of an update the mean of the clean loss and that of perturbed embeddings (Miyato, Dai and Goodfellow 2017,
 * "Adversarial training methods for semi-supervised text classification"). The clean pass comes before the update; when
 * DL4J has the gradients of the perturbed one, those of the clean one join them.
 *
 * <p>In adversarial training the targets of the perturbed pass are the labels again: its perturbation {@code r} goes along
 * the gradient of the loss. In virtual adversarial training they are the answers {@code p(x)} of the clean pass, which are
 * constants there. The gradient of the cross entropy with them is that of {@code KL(p(x) || p(x + r))}, from which it
 * differs by their entropy alone, and {@code r} goes to where that divergence is largest: along the largest eigenvector of
 * its Hessian at {@code r = 0}, which the paper finds by one step of the power iteration,
 * {@code g = ∇ KL(p(x) || p(x + ξd))} with a random {@code d}. Here an answer is one probability, so that the Hessian is
 * {@code ∇p ∇pᵀ / (p (1 − p))}, of rank one: for a small {@code ξ} that step gives {@code g} along {@code ∇p} whatever
 * {@code d} is, and {@code d} decides only to which of the two sides, each as often as the other. {@code ∇p} is known from
 * the clean pass, because the gradient of its loss is a multiple of it. Therefore the side is drawn by a coin for each
 * text, and the pass at {@code x + ξd} is left out. It would take half as much time again and give nothing better: at the
 * paper's {@code ξ} of 0.1 the change of a long text's answer is of the order of 1e-3 in its log odds, which is rounding
 * error where products are in bf16.
 *
 * <p>No label is needed for any of it: texts without labels have a clean pass too, whose gradients are discarded.
 */
final class AdversarialPass extends BaseTrainingListener implements AutoCloseable {

    private final Dl4jNetwork network;
    private @Nullable INDArray sum;
    private boolean summing;
    private double share;

    AdversarialPass(Dl4jNetwork network) {
        this.network = network;
        network.model().addListeners(this);
    }

    /**
     * Computes the gradients of a batch, of which a share joins those of the coming update; returns the batch's loss.
     *
     * @param targets [batch, 1]
     */
    double add(PaddedBatch batch, INDArray targets, double ofThem) {
        discard(batch, targets);
        INDArray gradients = network.model().gradient().gradient().muli(ofThem);
        if (sum == null) {
            sum = gradients.dup();
        } else if (summing) {
            sum.addi(gradients);
        } else {
            sum.assign(gradients);
        }
        summing = true;
        return network.model().score();
    }

    /** Computes the gradients of a batch for what else is done with them; none joins the update. */
    void discard(PaddedBatch batch, INDArray targets) {
        network.computeGradients(batch, targets);
        network.forgetBatch();
    }

    /** Lets the gradients of the coming pass, which is that of the update, be that share of its own and what was added. */
    void joinWith(double ofThem) {
        share = ofThem;
    }

    @Override
    public void onBackwardPass(Model trained) {
        if (share > 0) {
            trained.gradient().gradient().muli(share).addi(Objects.requireNonNull(sum));
            share = 0;
            summing = false;
        }
    }

    @Override
    public void close() {
        network.model().setListeners();
        if (sum != null) {
            sum.close();
        }
    }

    /**
     * What is added to the embeddings of a batch to raise its loss most, to first order: along the gradient, as long as the
     * norm says (Miyato et al. 2017). The first pass over the batch is clean and gives the gradient; the passes that follow
     * are perturbed. The paper normalises the embeddings to the variance 1, so that a network cannot make a perturbation
     * small by growing; here the perturbation grows with them instead: a text's is {@code norm · s · g / |g|}, where s is the
     * root of the mean square of its embeddings. For one batch. Owns the arrays that it makes.
     */
    static final class Perturbation implements AutoCloseable {

        private final double norm;
        private final INDArray tokens;
        private final @Nullable INDArray sides;
        private @Nullable INDArray size;
        private @Nullable INDArray added;

        /**
         * Raises the loss, or moves each text to a side of its own. The arrays stay the caller's.
         *
         * @param tokens how many each text has [batch]
         * @param sides 1 for a text that is to be moved along its gradient and -1 for one against it [batch]; null for all
         *     along it
         */
        Perturbation(double norm, INDArray tokens, @Nullable INDArray sides) {
            this.norm = norm;
            this.tokens = tokens;
            this.sides = sides;
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
                    if (sides != null) {
                        factor.muli(sides);
                    }
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

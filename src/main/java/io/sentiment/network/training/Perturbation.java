package io.sentiment.network.training;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * What is added to the embeddings of a batch to raise its loss most, to first order: along the gradient, as long as the
 * norm says (Miyato et al. 2017). The first pass over the batch is clean and gives the gradient; the passes that follow
 * are perturbed. The paper normalises the embeddings to the variance 1, so that a network cannot make a perturbation
 * small by growing; here the perturbation grows with them instead: a text's is {@code norm · s · g / |g|}, where s is the
 * root of the mean square of its embeddings. For one batch. Owns its arrays.
 */
final class Perturbation implements AutoCloseable {

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

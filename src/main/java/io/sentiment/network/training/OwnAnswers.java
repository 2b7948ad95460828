package io.sentiment.network.training;

import io.sentiment.network.LayerNames;
import io.sentiment.network.dl4j.SentimentNetwork;
import java.util.Objects;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The cross entropy of a network's answers, which remembers what they were: the targets of virtual adversarial training
 * (Miyato et al. 2017; see {@link AdversarialPass}). For one training; the network has the loss that it had after
 * {@link #close()}.
 */
final class OwnAnswers extends LossBinaryXENT implements AutoCloseable {

    private static final long serialVersionUID = 1L;

    private final transient BaseOutputLayer layer;
    private final transient ILossFunction before;
    private transient @Nullable INDArray answers;
    private transient boolean awaited;

    /** Takes the place of the loss of {@code network}. */
    OwnAnswers(SentimentNetwork network) {
        layer = (BaseOutputLayer) network.dl4j().layer(LayerNames.DENSE).conf().getLayer();
        before = layer.getLossFn();
        layer.setLossFn(this);
    }

    /** Remembers the answers of the coming pass. */
    void rememberNext() {
        forget();
        awaited = true;
    }

    /** Those of the pass that {@link #rememberNext} was called before [batch, 1], constants from now on; not the caller's. */
    INDArray remembered() {
        return Objects.requireNonNull(answers);
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray output, IActivation activation, @Nullable INDArray mask) {
        if (awaited) {
            try (MemoryWorkspace detached = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                // Cut off where DL4J cuts those off that it compares with them.
                INDArray exact = activation.getActivation(output.dup(), true);
                answers = Transforms.max(Transforms.min(exact, 1 - getClipEps(), false), getClipEps(), false);
            }
            awaited = false;
        }
        return super.computeGradient(labels, output, activation, mask);
    }

    private void forget() {
        if (answers != null) {
            answers.close();
            answers = null;
        }
    }

    @Override
    public void close() {
        forget();
        layer.setLossFn(before);
    }
}

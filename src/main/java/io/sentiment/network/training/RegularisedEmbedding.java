package io.sentiment.network.training;

import io.sentiment.network.dl4j.Dl4jNetwork;
import io.sentiment.network.training.AdversarialPass.Perturbation;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;

/**
 * The embedding layer of a network, whose vectors are changed while a batch is trained on: a scale of 0 drops them, and
 * then a perturbation is added. Every recurrent layer that reads the embeddings thus sees the same ones. Nothing is
 * changed in a prediction.
 */
final class RegularisedEmbedding extends BaseWrapperLayer {

    private static final long serialVersionUID = 1L;

    private transient @Nullable INDArray tokenScale;
    private transient @Nullable INDArray columnScale;
    private transient @Nullable Perturbation perturbation;

    private RegularisedEmbedding(Layer embedding) {
        super(embedding);
    }

    /** Puts such a layer around the embedding of a network. */
    static RegularisedEmbedding installIn(Dl4jNetwork network) {
        RegularisedEmbedding embedding = new RegularisedEmbedding(network.embedding());
        network.replaceEmbedding(embedding);
        return embedding;
    }

    /** Leaves the network with the layer that it had. */
    void removeFrom(Dl4jNetwork network) {
        network.replaceEmbedding(getUnderlying());
    }

    /**
     * Sets the scales of the coming batch, which stay the caller's.
     *
     * @param newTokenScale [batch, steps], or null for none
     * @param newColumnScale [batch, embedding size], or null for none
     */
    void scale(@Nullable INDArray newTokenScale, @Nullable INDArray newColumnScale) {
        tokenScale = newTokenScale;
        columnScale = newColumnScale;
    }

    /** Sets the perturbation of the coming passes, which stays the caller's; null for none. */
    void perturb(@Nullable Perturbation newPerturbation) {
        perturbation = newPerturbation;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        return regularised(super.activate(training, workspaces), training);
    }

    @Override
    public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaces) {
        return regularised(super.activate(input, training, workspaces), training);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        if (perturbation != null) {
            perturbation.learn(epsilon);
        }
        return super.backpropGradient(scaled(epsilon), workspaces);
    }

    private INDArray regularised(INDArray vectors, boolean training) {
        if (training) {
            scaled(vectors);
            if (perturbation != null) {
                perturbation.addTo(vectors);
            }
        }
        return vectors;
    }

    /** @param vectors [batch, embedding size, steps], which are overwritten */
    private INDArray scaled(INDArray vectors) {
        if (tokenScale != null) {
            Broadcast.mul(vectors, tokenScale, vectors, 0, 2);
        }
        if (columnScale != null) {
            Broadcast.mul(vectors, columnScale, vectors, 0, 1);
        }
        return vectors;
    }
}

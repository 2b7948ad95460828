package io.sentiment.network;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.feedforward.embedding.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;

/**
 * DL4J's embedding layer with its configuration, parameters and gradients, whose vectors are scaled while a batch is
 * trained on: a scale of 0 drops them. Every recurrent layer that reads the embeddings thus sees the same ones. Nothing
 * is scaled in a prediction.
 */
final class RegularisedEmbedding extends EmbeddingSequenceLayer {

    private static final long serialVersionUID = 1L;

    private transient @Nullable INDArray tokenScale;
    private transient @Nullable INDArray columnScale;

    private RegularisedEmbedding(NeuralNetConfiguration configuration, DataType dataType) {
        super(configuration, dataType);
    }

    /** Puts such a layer in the place of the embedding of a network. */
    static RegularisedEmbedding installIn(Model model) {
        Layer[] layers = model instanceof MultiLayerNetwork network
                ? network.getLayers()
                : ((ComputationGraph) model).getLayers();
        Layer plain = layers[0];
        RegularisedEmbedding embedding =
                new RegularisedEmbedding(plain.conf(), plain.params().dataType());
        embedding.setIndex(plain.getIndex());
        embedding.setParamsViewArray(plain.params());
        embedding.setParamTable(plain.paramTable());
        if (plain.getGradientsViewArray() != null) {
            embedding.setBackpropGradientsViewArray(plain.getGradientsViewArray());
        }
        layers[0] = embedding;
        if (model instanceof ComputationGraph graph) {
            ((LayerVertex) graph.getVertex(NetworkConfiguration.EMBEDDING)).setLayer(embedding);
        }
        return embedding;
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

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray vectors = super.activate(training, workspaces);
        if (training) {
            applyTo(vectors);
        }
        return vectors;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        applyTo(epsilon);
        return super.backpropGradient(epsilon, workspaces);
    }

    /** @param vectors [batch, embedding size, steps] */
    private void applyTo(INDArray vectors) {
        if (tokenScale != null) {
            Broadcast.mul(vectors, tokenScale, vectors, 0, 2);
        }
        if (columnScale != null) {
            Broadcast.mul(vectors, columnScale, vectors, 0, 1);
        }
    }
}

package io.sentiment.network.dl4j;

import io.sentiment.network.UnreadableNetworkException;
import java.util.Set;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.shade.jackson.databind.JsonNode;

/** The classes that a network's configuration may name: DL4J instantiates whatever it reads there. */
final class AllowedClasses {

    private static final Set<String> NAMES = Set.of(
            EmbeddingSequenceLayer.class.getName(),
            LSTM.class.getName(),
            SimpleRnn.class.getName(),
            LastTimeStep.class.getName(),
            GlobalPoolingLayer.class.getName(),
            DenseLayer.class.getName(),
            OutputLayer.class.getName(),
            LayerVertex.class.getName(),
            MergeVertex.class.getName(),
            ElementWiseVertex.class.getName(),
            ReverseTimeSeriesVertex.class.getName(),
            ActivationHardSigmoid.class.getName(),
            ActivationIdentity.class.getName(),
            ActivationReLU.class.getName(),
            ActivationSigmoid.class.getName(),
            ActivationTanH.class.getName(),
            LossBinaryXENT.class.getName(),
            WeightInitXavier.class.getName(),
            WeightInitDistribution.class.getName(),
            UniformDistribution.class.getName(),
            Dropout.class.getName(),
            Adam.class.getName());

    private AllowedClasses() {}

    /**
     * DL4J's JSON names classes in fields called {@code @class}.
     *
     * @throws UnreadableNetworkException if one of them is not allowed
     */
    static void require(JsonNode node) {
        JsonNode name = node.get("@class");
        if (name != null && !NAMES.contains(name.asText())) {
            throw new UnreadableNetworkException(
                    "The network file names the class " + name.asText() + ", which is not allowed.");
        }
        boolean isProduct = node.path("op").asText().equals(ElementWiseVertex.Op.Product.name());
        if (name != null && name.asText().equals(ElementWiseVertex.class.getName()) && !isProduct) {
            throw new UnreadableNetworkException("The network file puts states together otherwise than by a product.");
        }
        node.forEach(AllowedClasses::require);
    }
}

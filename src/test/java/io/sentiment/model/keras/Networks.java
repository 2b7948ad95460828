package io.sentiment.model.keras;

import io.sentiment.network.Architecture;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.NetworkWeights;
import io.sentiment.network.Precision;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.network.dl4j.SentimentNetwork;
import io.sentiment.network.dl4j.TrainingSettings;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.engine.OneDnnEngine;
import io.sentiment.network.onednn.engine.OneDnnSettings;
import java.util.ArrayList;
import java.util.List;

/** Networks of an import, changed for tests. */
final class Networks {

    private Networks() {}

    /** The same weights, of a network that reads texts of so many ids. */
    static NetworkWeights reading(NetworkWeights weights, int length) {
        Architecture shape = weights.architecture();
        return new NetworkWeights(
                new Architecture(
                        shape.vocabularySize(),
                        shape.embeddingSize(),
                        shape.cell(),
                        shape.hiddenSize(),
                        shape.layers(),
                        shape.bidirectional(),
                        shape.pooling(),
                        length,
                        shape.dropout(),
                        shape.particulars()),
                weights.embedding(),
                weights.layers(),
                weights.between(),
                weights.dense(),
                weights.denseBias());
    }

    /** Each engine of this machine's CPU with that network. */
    static List<InferenceEngine> engines(NetworkWeights weights) {
        List<InferenceEngine> engines = new ArrayList<>();
        engines.add(new Dl4jEngine(SentimentNetwork.of(weights, TrainingSettings.DEFAULT)));
        if (OneDnn.objection() == null) {
            engines.add(new OneDnnEngine(weights, new OneDnnSettings(Precision.FP32, 1, 1 << 26)));
        }
        return engines;
    }
}

package io.sentiment.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sentiment.model.LoadedModels;
import io.sentiment.network.InferenceEngine;
import io.sentiment.network.Precision;
import io.sentiment.network.dl4j.Dl4jEngine;
import io.sentiment.network.onednn.OneDnn;
import io.sentiment.network.onednn.engine.OneDnnEngine;
import io.sentiment.network.onednn.engine.OneDnnSettings;
import io.sentiment.text.EncodedText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What oneDNN computes with the weights that we ship is what DL4J computes with them. */
class ShippedModelsEngineTest {

    private static final List<String> PHRASES = List.of(
            "A wonderful film, I loved every minute.",
            "Not bad at all!",
            "dull, far too long and badly acted",
            "房间又脏又吵，服务态度很差。",
            "质量很好，非常满意",
            "could have been worse :)");

    private static final Map<ModelBundle, float[]> OF_DL4J = new HashMap<>();

    @BeforeAll
    static void askDl4j() throws Exception {
        LoadedModels shipped = LoadedModels.shipped();
        for (String model : shipped.models()) {
            ModelBundle bundle = shipped.newest(model);
            try (InferenceEngine reference = new Dl4jEngine(bundle.openNetwork())) {
                OF_DL4J.put(bundle, reference.positiveProbabilities(texts(bundle)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void probabilitiesAreThoseOfDl4j(Precision precision) {
        assumeTrue(OneDnn.precisions().contains(precision), "this machine has no " + precision);
        float tolerance = precision == Precision.FP32 ? 1e-5f : 0.05f;
        assertThat(OF_DL4J).isNotEmpty();
        OF_DL4J.forEach((bundle, expected) -> {
            try (InferenceEngine engine = engine(bundle, precision)) {
                assertThat(engine.positiveProbabilities(texts(bundle)))
                        .as(bundle.manifest().model())
                        .containsExactly(expected, within(tolerance));
            }
        });
    }

    /** From one phrase to more than the network reads. */
    private static List<EncodedText> texts(ModelBundle bundle) {
        return IntStream.range(0, 40)
                .mapToObj(index -> PHRASES.get(index % PHRASES.size()).repeat(1 + index))
                .map(text -> bundle.encoder().encode(text))
                .toList();
    }

    private static InferenceEngine engine(ModelBundle bundle, Precision precision) {
        try (var network = bundle.openNetwork()) {
            return new OneDnnEngine(network.weights(), new OneDnnSettings(precision, 2, 256 << 20));
        }
    }
}

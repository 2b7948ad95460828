package io.sentiment.model.keras;

import io.sentiment.network.Architecture;
import io.sentiment.network.Particulars;
import io.sentiment.text.TokenizerSettings;
import io.sentiment.text.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands beside an exported network, so that reading both again gives the same bundle: no file of Keras says how a
 * tokenizer of ours reads. Immutable.
 *
 * @param tokens by their ids, from that of padding
 * @param tokenizer how texts are cut into them
 * @param architecture of the network
 */
record ExportedVocabulary(List<String> tokens, TokenizerSettings tokenizer, Architecture architecture) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    ExportedVocabulary {
        tokens = List.copyOf(tokens);
    }

    static boolean isOne(JsonNode node) {
        return node.has("tokens") && node.has("tokenizer") && node.has("architecture");
    }

    /** @throws UnusableKerasFileException if the settings are none of ours */
    static ExportedVocabulary read(JsonNode node) {
        try {
            return JSON.treeToValue(node, ExportedVocabulary.class);
        } catch (JacksonException e) {
            throw new UnusableKerasFileException("The exported vocabulary is malformed.", e);
        }
    }

    byte[] write() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }

    Vocabulary vocabulary() {
        try {
            byte[] lines = (String.join("\n", tokens) + "\n").getBytes(StandardCharsets.UTF_8);
            return Vocabulary.read(new ByteArrayInputStream(lines));
        } catch (IllegalArgumentException e) {
            throw new UnusableKerasFileException("The exported tokens make no vocabulary: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws UnusableKerasFileException if the network beside it has another shape */
    void requireShapeOf(Architecture network) {
        if (!shape(architecture).equals(shape(network)) || tokens.size() != network.vocabularySize()) {
            throw new UnusableKerasFileException("The exported vocabulary belongs to a network of another shape.");
        }
    }

    /** Without what no file of Keras says. */
    private static Architecture shape(Architecture architecture) {
        Particulars particulars = architecture.particularsOrNone();
        return new Architecture(
                architecture.vocabularySize(),
                architecture.embeddingSize(),
                architecture.cell(),
                architecture.hiddenSize(),
                architecture.layers(),
                architecture.bidirectional(),
                architecture.pooling(),
                1,
                0,
                new Particulars(
                        particulars.state(),
                        particulars.gates(),
                        particulars.multiplied(),
                        particulars.denseSize(),
                        particulars.dense(),
                        false));
    }
}

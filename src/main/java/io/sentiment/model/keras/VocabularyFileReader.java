package io.sentiment.model.keras;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the vocabulary of a model from whatever file people keep it in: told by its content, never by its name. */
final class VocabularyFileReader {

    private static final int MAXIMUM_BYTES = 32 << 20;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final VocabularyKind kind;
    private final KerasVocabulary.Cutting ofTokens;

    /** @param ofTokens how texts are cut where the file is a list of tokens */
    VocabularyFileReader(VocabularyKind kind, KerasVocabulary.Cutting ofTokens) {
        this.kind = kind;
        this.ofTokens = ofTokens;
    }

    /**
     * Reads a file.
     *
     * @throws UnusableKerasFileException if it holds no vocabulary
     * @throws IOException if it cannot be read
     */
    Found read(Path file) throws IOException {
        if (Files.size(file) > MAXIMUM_BYTES) {
            throw new UnusableKerasFileException("The vocabulary is larger than " + MAXIMUM_BYTES + " bytes.");
        }
        byte[] bytes = Files.readAllBytes(file);
        if (PickleReader.isPickle(bytes)) {
            return new Found(ofPickle(PickleReader.read(bytes)), null);
        }
        String text = text(bytes);
        String start = text.stripLeading();
        if (start.startsWith("{") || start.startsWith("\"") || start.startsWith("[\"")) {
            JsonNode node = json(text);
            return ExportedVocabulary.isOne(node)
                    ? new Found(null, ExportedVocabulary.read(node))
                    : new Found(ofJson(node), null);
        }
        return new Found(KerasVocabulary.ofTokens(text.lines().toList(), ofTokens), null);
    }

    private KerasVocabulary ofPickle(@Nullable Object content) {
        if (content instanceof List<?> tokens) {
            return KerasVocabulary.ofTokens(tokens, ofTokens);
        }
        if (!(content instanceof Map<?, ?> map)) {
            throw new UnusableKerasFileException("The pickle holds no vocabulary.");
        }
        return PickledObjects.fields(map.get("word_index")) instanceof Map<?, ?> index
                ? KerasVocabulary.ofTokenizer(map, index, kind)
                : KerasVocabulary.ofWordIndex(map, kind);
    }

    /** A text within JSON may be JSON again. */
    private KerasVocabulary ofJson(JsonNode node) {
        if (node.isString()) {
            JsonNode inner = json(node.asString());
            if (inner.isString()) {
                throw new UnusableKerasFileException("The vocabulary is a text within a text.");
            }
            return ofJson(inner);
        }
        if (node.isArray()) {
            return KerasVocabulary.ofTokens(JSON.convertValue(node, List.class), ofTokens);
        }
        JsonNode config = node.has("config") ? node.path("config") : node;
        JsonNode index = config.path("word_index");
        if (index.isString()) {
            index = json(index.asString());
        }
        return index.isObject()
                ? KerasVocabulary.ofTokenizer(map(config), map(index), kind)
                : KerasVocabulary.ofWordIndex(map(node), kind);
    }

    private static Map<String, Object> map(JsonNode node) {
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isString()) {
                map.put(entry.getKey(), value.asString());
            } else if (value.isNumber()) {
                map.put(entry.getKey(), value.numberValue());
            } else if (value.isBoolean()) {
                map.put(entry.getKey(), value.asBoolean());
            } else if (!value.isNull()) {
                map.put(entry.getKey(), value.toString());
            }
        });
        return map;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new UnusableKerasFileException("The vocabulary is no JSON.", e);
        }
    }

    private static String text(byte[] bytes) {
        try {
            // Unlike new String(bytes), a fresh decoder reports malformed input instead of replacing it.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnusableKerasFileException("The vocabulary is neither a pickle nor a text in UTF-8.", e);
        }
    }

    /**
     * What a file holds, which is one of both.
     *
     * @param words a vocabulary of Keras
     * @param exported one of ours
     */
    record Found(@Nullable KerasVocabulary words, @Nullable ExportedVocabulary exported) {}
}

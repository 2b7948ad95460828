package io.sentiment.training.process;

import io.sentiment.storage.JsonFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON between a training process and whoever started it: strict, because both are the same program. */
public final class OrderJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private OrderJson() {}

    static byte[] indented(Object value) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
    }

    public static String line(Object value) {
        return JSON.writeValueAsString(value);
    }

    /**
     * Reads an object of that type.
     *
     * @throws JacksonException if the text is no such JSON
     */
    public static <T> T parse(String text, Class<T> type) {
        return JSON.readValue(text, type);
    }

    /**
     * Reads an object that an earlier release may have written.
     *
     * @param absent values of the properties that the earlier release did not write
     * @throws JacksonException if the text is no such JSON
     */
    public static <T> T parse(String text, Class<T> type, Map<String, ?> absent) {
        JsonNode json = JSON.readTree(text);
        if (json instanceof ObjectNode object) {
            absent.forEach((name, value) -> object.putIfAbsent(name, JSON.valueToTree(value)));
        }
        return JSON.treeToValue(json, type);
    }

    /** @throws UnusableOrderException if the file holds no such JSON */
    static <T> T read(Path file, Class<T> type, Map<String, ?> absent) throws IOException {
        try {
            return parse(Files.readString(file), type, absent);
        } catch (JacksonException e) {
            throw new UnusableOrderException(file + " is malformed: " + JsonFault.sentence(e), e);
        }
    }
}

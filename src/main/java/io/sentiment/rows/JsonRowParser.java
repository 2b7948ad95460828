package io.sentiment.rows;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds label and text in a JSON object such as {@code {"label": 1, "text": "Great!"}}. */
final class JsonRowParser implements RowParser {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public LabelledRow parse(String row) throws UnusableRowException {
        JsonNode object = object(row);
        JsonNode label = object.path("label");
        JsonNode text = object.path("text");
        if (label.isMissingNode() || text.isMissingNode()) {
            throw new UnusableRowException("The row has no '" + (label.isMissingNode() ? "label" : "text") + "'.");
        }
        if (!text.isString()) {
            throw new UnusableRowException("The text is no string.");
        }
        return RowParser.row(label.isString() ? label.stringValue() : label.toString(), text.stringValue());
    }

    private static JsonNode object(String row) throws UnusableRowException {
        try {
            JsonNode node = JSON.readTree(row);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw new UnusableRowException("The row is malformed JSON.");
        }
        throw new UnusableRowException("The row is no JSON object.");
    }
}

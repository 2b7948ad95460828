package io.sentiment.cli.options;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the commands print it. */
public final class Json {

    private static final JsonMapper LINES = JsonMapper.builder().build();
    private static final JsonMapper INDENTED =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    public static String line(Object value) {
        return LINES.writeValueAsString(value);
    }

    public static String indented(Object value) {
        return INDENTED.writeValueAsString(value);
    }
}

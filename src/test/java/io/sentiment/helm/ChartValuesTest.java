package io.sentiment.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table in the chart's README, its values and its schema say the same. */
class ChartValuesTest {

    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| `([^`]*)` \\| (.+) \\|$", Pattern.MULTILINE);

    private record Row(String defaultValue, String meaning) {}

    @Test
    void theTableHasEveryValueWithItsDefaultAndNoOther() throws Exception {
        Map<String, JsonElement> values = new LinkedHashMap<>();
        flatten("", JSON.toJsonTree(Chart.defaults()).getAsJsonObject(), schema(), values);
        Map<String, JsonElement> table = new LinkedHashMap<>();
        table().forEach((name, row) -> table.put(name, JsonParser.parseString(row.defaultValue())));

        assertThat(table.keySet()).containsExactlyElementsOf(values.keySet());
        assertThat(table).isEqualTo(values);
    }

    @Test
    void theTableSaysWhatTheSchemaSays() throws Exception {
        for (Map.Entry<String, Row> entry : table().entrySet()) {
            JsonObject described = schema();
            for (String name : entry.getKey().split("\\.", -1)) {
                described = described.getAsJsonObject("properties").getAsJsonObject(name);
            }
            assertThat(entry.getValue().meaning())
                    .as(entry.getKey())
                    .isEqualTo(described.get("description").getAsString());
        }
    }

    @Test
    void everythingInTheSchemaHasADefault() throws Exception {
        assertSameNames("", schema(), JSON.toJsonTree(Chart.defaults()).getAsJsonObject());
    }

    private static void assertSameNames(String path, JsonObject schema, JsonObject values) {
        JsonObject properties = schema.getAsJsonObject("properties");
        properties.entrySet().forEach(property -> {
            String name = path + property.getKey();
            if (name.equals("global")) {
                return; // Helm itself puts it there.
            }
            assertThat(values.has(property.getKey())).as(name).isTrue();
            JsonObject child = property.getValue().getAsJsonObject();
            if (child.has("properties")) {
                assertSameNames(name + ".", child, values.getAsJsonObject(property.getKey()));
            }
        });
    }

    /** A mapping whose names are free is one value. */
    private static void flatten(String path, JsonObject values, JsonObject schema, Map<String, JsonElement> into) {
        values.entrySet().forEach(value -> {
            JsonObject described = schema.getAsJsonObject("properties").getAsJsonObject(value.getKey());
            String name = path + value.getKey();
            if (described.has("properties")) {
                flatten(name + ".", value.getValue().getAsJsonObject(), described, into);
            } else {
                into.put(name, JsonParser.parseString(JSON.toJson(value.getValue())));
            }
        });
    }

    private static Map<String, Row> table() throws IOException {
        Map<String, Row> rows = new LinkedHashMap<>();
        Matcher matcher = ROW.matcher(Files.readString(Chart.FOLDER.resolve("README.md")));
        while (matcher.find()) {
            rows.put(matcher.group(1), new Row(matcher.group(2), matcher.group(3)));
        }
        return rows;
    }

    private static JsonObject schema() throws IOException {
        return JsonParser.parseString(Files.readString(Chart.FOLDER.resolve("values.schema.json")))
                .getAsJsonObject();
    }
}

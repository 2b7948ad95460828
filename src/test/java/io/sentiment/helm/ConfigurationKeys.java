package io.sentiment.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The properties that the service and Spring Boot have, by their metadata on the class path. */
final class ConfigurationKeys {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    /** Of each property that is not deprecated, its type. */
    private final Map<String, String> types = new TreeMap<>();

    ConfigurationKeys() throws IOException {
        for (URL url : Collections.list(ConfigurationKeys.class.getClassLoader().getResources(METADATA))) {
            try (InputStreamReader reader = new InputStreamReader(url.openStream(), StandardCharsets.UTF_8)) {
                for (JsonElement element :
                        JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray("properties")) {
                    JsonObject property = element.getAsJsonObject();
                    if (!property.has("deprecation") && property.has("type")) {
                        types.put(
                                property.get("name").getAsString(),
                                property.get("type").getAsString());
                    }
                }
            }
        }
        assertThat(types).containsKeys("sentiment.roles", "server.port");
    }

    boolean has(String key) {
        return types.containsKey(key);
    }

    boolean hasBelow(String prefix) {
        return types.keySet().stream().anyMatch(key -> key.startsWith(prefix + "."));
    }

    /** The environment variables by which Spring Boot takes properties: in upper case, with '_' for '.' and '-'. */
    Set<String> environmentNames() {
        return types.keySet().stream()
                .map(key -> key.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Fails where a mapping of YAML, below a prefix that is empty or ends in '.', has a key that is no property. */
    void assertHas(String prefix, Map<String, Object> mapping) throws ClassNotFoundException {
        for (Map.Entry<String, Object> entry : mapping.entrySet()) {
            String key = prefix + entry.getKey();
            if (entry.getValue() instanceof Map<?, ?> below) {
                assertHas(key + ".", Chart.mapping(below));
            } else {
                assertThat(has(key)).as(key).isTrue();
                if (entry.getValue() instanceof List<?> elements) {
                    assertElements(key, elements);
                }
            }
        }
    }

    private void assertElements(String key, List<?> elements) throws ClassNotFoundException {
        for (@Nullable Object element : elements) {
            if (element instanceof Map<?, ?> map) {
                assertThat(Chart.mapping(map).keySet())
                        .as(key)
                        .isSubsetOf(componentsOf(Objects.requireNonNull(types.get(key))));
            }
        }
    }

    /** The names that elements of a list of records have in YAML. */
    private static Set<String> componentsOf(String listType) throws ClassNotFoundException {
        String element = listType.substring(listType.indexOf('<') + 1, listType.indexOf('>'));
        RecordComponent[] components = Class.forName(element).getRecordComponents();
        return Arrays.stream(components)
                .map(component ->
                        component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}

package io.sentiment.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parts of the Prometheus operator's and the Gateway API's types that the chart uses, written down by hand from
 * their references: every field that is not listed is an error.
 */
final class CustomResources {

    private static final Set<String> API_VERSIONS = Set.of("monitoring.coreos.com/v1", "gateway.networking.k8s.io/v1");

    /** The allowed keys of the mapping at each path; {@code *} stands for the items of a list. */
    private static final Map<String, Map<String, Set<String>>> FIELDS = Map.of(
            "ServiceMonitor",
                    Map.of(
                            "spec", Set.of("selector", "endpoints"),
                            "spec.selector", Set.of("matchLabels"),
                            "spec.endpoints.*", Set.of("port", "path", "interval")),
            "PrometheusRule",
                    Map.of(
                            "spec", Set.of("groups"),
                            "spec.groups.*", Set.of("name", "rules"),
                            "spec.groups.*.rules.*", Set.of("alert", "expr", "for", "labels", "annotations")),
            "HTTPRoute",
                    Map.of(
                            "spec", Set.of("parentRefs", "hostnames", "rules"),
                            "spec.parentRefs.*", Set.of("group", "kind", "name", "namespace", "sectionName", "port"),
                            "spec.rules.*", Set.of("matches", "backendRefs"),
                            "spec.rules.*.matches.*", Set.of("path"),
                            "spec.rules.*.matches.*.path", Set.of("type", "value"),
                            "spec.rules.*.backendRefs.*", Set.of("name", "port")));

    /** Mappings whose keys anyone may choose. */
    private static final Set<String> FREE = Set.of("spec.selector.matchLabels", "labels", "annotations");

    private CustomResources() {}

    static boolean contain(Manifest manifest) {
        return API_VERSIONS.contains(manifest.apiVersion());
    }

    static void check(Manifest manifest) {
        Map<String, Set<String>> fields = FIELDS.get(manifest.kind());
        assertThat(fields).as(manifest.kind()).isNotNull();
        assertThat(manifest.content()).containsOnlyKeys("apiVersion", "kind", "metadata", "spec");
        check(manifest, fields, "spec", manifest.at("spec"));
    }

    private static void check(Manifest manifest, Map<String, Set<String>> fields, String path, Object value) {
        if (value instanceof List<?> list) {
            assertThat(list).as("%s: %s", manifest, path).isNotEmpty();
            list.forEach(item -> check(manifest, fields, path + ".*", item));
        } else if (value instanceof Map<?, ?> map) {
            String last = path.substring(path.lastIndexOf('.') + 1);
            if (FREE.contains(path) || FREE.contains(last)) {
                assertThat(map.values()).allMatch(String.class::isInstance);
                return;
            }
            assertThat(fields).as("%s: mapping at %s", manifest, path).containsKey(path);
            map.forEach((key, item) -> {
                assertThat(fields.get(path)).as("%s: %s", manifest, path).contains(key.toString());
                check(manifest, fields, path + "." + key, item);
            });
        } else if (path.endsWith(".port") && manifest.kind().equals("HTTPRoute")) {
            assertThat(value).isInstanceOf(Integer.class);
        } else {
            assertThat(value).as("%s: %s", manifest, path).isInstanceOf(String.class);
        }
    }
}

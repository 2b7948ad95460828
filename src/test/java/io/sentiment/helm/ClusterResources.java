package io.sentiment.helm;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The resources of a {@link ClusterApi}, as it tells its clients of them. */
final class ClusterResources {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Groups, and the resources with their kinds that the chart renders. */
    private static final Map<String, Map<String, String>> RESOURCES = Map.of(
            "v1",
            Map.of(
                    "configmaps", "ConfigMap",
                    "secrets", "Secret",
                    "services", "Service",
                    "serviceaccounts", "ServiceAccount",
                    "persistentvolumeclaims", "PersistentVolumeClaim",
                    "pods", "Pod"),
            "apps/v1",
            Map.of("deployments", "Deployment"),
            "networking.k8s.io/v1",
            Map.of("networkpolicies", "NetworkPolicy"),
            "policy/v1",
            Map.of("poddisruptionbudgets", "PodDisruptionBudget"));

    private ClusterResources() {}

    /** What a client is told that asks which resources there are; empty for the path of an object. */
    static Optional<JsonNode> discovery(String path) {
        if (path.equals("/version")) {
            return Optional.of(JSON.valueToTree(Map.of("major", "1", "minor", "30", "gitVersion", "v1.30.0")));
        }
        if (path.equals("/api")) {
            return Optional.of(JSON.valueToTree(Map.of("kind", "APIVersions", "versions", List.of("v1"))));
        }
        if (path.equals("/apis")) {
            List<?> groups = RESOURCES.keySet().stream()
                    .filter(version -> version.contains("/"))
                    .map(version -> Map.of(
                            "name", version.substring(0, version.indexOf('/')),
                            "versions", List.of(Map.of("groupVersion", version, "version", "v1")),
                            "preferredVersion", Map.of("groupVersion", version, "version", "v1")))
                    .toList();
            return Optional.of(JSON.valueToTree(Map.of("kind", "APIGroupList", "apiVersion", "v1", "groups", groups)));
        }
        return Optional.ofNullable(RESOURCES.get(path.replaceFirst("^/apis?/", "")))
                .map(resources -> JSON.valueToTree(Map.of(
                        "kind",
                        "APIResourceList",
                        "apiVersion",
                        "v1",
                        "groupVersion",
                        path.replaceFirst("^/apis?/", ""),
                        "resources",
                        resources.entrySet().stream()
                                .map(resource -> Map.of(
                                        "name", resource.getKey(),
                                        "singularName", "",
                                        "namespaced", true,
                                        "kind", resource.getValue(),
                                        "verbs", List.of("create", "delete", "get", "list", "patch", "update")))
                                .toList())));
    }

    /** {@code /api/v1/namespaces/NAME/RESOURCE}, with or without the name of an object. */
    static boolean isCollection(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return RESOURCES.values().stream().anyMatch(resources -> resources.containsKey(last));
    }

    /** The kind of the objects of a collection. */
    static String kind(String collection) {
        String resource = collection.substring(collection.lastIndexOf('/') + 1);
        return RESOURCES.values().stream()
                .map(resources -> resources.get(resource))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }
}

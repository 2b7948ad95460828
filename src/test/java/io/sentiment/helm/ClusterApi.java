package io.sentiment.helm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * As much of the API of a cluster as Helm needs to install and upgrade this chart: objects are made, listed by labels,
 * patched and deleted. As in a cluster, a claim gets the default StorageClass and a volume, and its specification cannot
 * be changed.
 */
final class ClusterApi implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final NavigableMap<String, ObjectNode> objects = new ConcurrentSkipListMap<>();
    private final HttpServer server;

    ClusterApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    /** For clients of this cluster. */
    String kubeConfig() {
        return """
                apiVersion: v1
                kind: Config
                current-context: test
                clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
                contexts: [{name: test, context: {cluster: test, user: test}}]
                users: [{name: test, user: {}}]
                """.formatted(server.getAddress().getPort());
    }

    /** The object of that kind and name, if there is one. */
    Optional<JsonNode> find(String kind, String name) {
        return objects.values().stream()
                .filter(object -> object.path("kind").asString("").equals(kind)
                        && object.path("metadata").path("name").asString().equals(name))
                .<JsonNode>map(ObjectNode::deepCopy)
                .findFirst();
    }

    void delete(String kind, String name) {
        objects.values()
                .removeIf(object -> object.path("kind").asString("").equals(kind)
                        && object.path("metadata").path("name").asString().equals(name));
    }

    /** Merges a patch into an object, as the API does; fails as it does. */
    void patch(String kind, String name, JsonNode patch) {
        ObjectNode object = objects.values().stream()
                .filter(candidate -> candidate.path("kind").asString("").equals(kind)
                        && candidate.path("metadata").path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
        ObjectNode patched = object.deepCopy();
        merge(patched, patch);
        requireAllowed(object, patched);
        object.setAll(patched);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            JsonNode request = body.length == 0
                    ? JSON.createObjectNode()
                    : ProtobufSecret.is(body) ? ProtobufSecret.toJson(body) : JSON.readTree(body);
            Answer answer = ClusterResources.discovery(path)
                    .map(found -> new Answer(200, found))
                    .orElseGet(() -> {
                        try {
                            return objects(
                                    exchange.getRequestMethod(),
                                    path,
                                    exchange.getRequestURI().getQuery(),
                                    request);
                        } catch (IllegalStateException refused) {
                            return status(422, "Invalid", String.valueOf(refused.getMessage()));
                        }
                    });
            byte[] bytes = JSON.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer objects(String method, String path, String query, JsonNode request) {
        return switch (method) {
            case "GET" -> ClusterResources.isCollection(path) ? new Answer(200, list(path, query)) : found(path);
            case "POST" ->
                create(path + "/" + request.path("metadata").path("name").asString(), (ObjectNode) request);
            case "PUT" -> {
                objects.put(path, (ObjectNode) request);
                yield new Answer(200, request);
            }
            case "PATCH" -> {
                ObjectNode object = Objects.requireNonNull(objects.get(path));
                patch(
                        object.path("kind").asString(),
                        object.path("metadata").path("name").asString(),
                        request);
                yield new Answer(200, object);
            }
            case "DELETE" -> objects.remove(path) == null ? found(path) : status(200, "Success", "");
            default -> status(405, "MethodNotAllowed", method);
        };
    }

    private Answer create(String path, ObjectNode object) {
        ObjectNode metadata = (ObjectNode) object.path("metadata");
        metadata.put("uid", UUID.randomUUID().toString())
                .put("namespace", Chart.NAMESPACE)
                .put("resourceVersion", "1");
        if (object.path("kind").asString("").equals("PersistentVolumeClaim")) {
            ObjectNode spec = (ObjectNode) object.path("spec");
            spec.put("volumeName", "volume-" + metadata.path("uid").asString()).put("volumeMode", "Filesystem");
            if (!spec.has("storageClassName")) {
                spec.put("storageClassName", "standard");
            }
        }
        return objects.putIfAbsent(path, object) == null
                ? new Answer(201, object)
                : status(409, "AlreadyExists", path + " already exists");
    }

    private Answer found(String path) {
        @Nullable ObjectNode object = objects.get(path);
        return object == null ? status(404, "NotFound", path + " not found") : new Answer(200, object);
    }

    private JsonNode list(String path, String query) {
        Map<String, String> labels = query == null || !query.contains("labelSelector=")
                ? Map.of()
                : Arrays.stream(query.replaceFirst(".*labelSelector=([^&]*).*", "$1")
                                .split(","))
                        .map(label -> label.split("=", 2))
                        .collect(Collectors.toMap(label -> label[0], label -> label[1]));
        ObjectNode list = JSON.createObjectNode()
                .put("kind", ClusterResources.kind(path) + "List")
                .put("apiVersion", "v1");
        list.putObject("metadata").put("resourceVersion", "1");
        ArrayNode items = list.putArray("items");
        objects.forEach((place, object) -> {
            boolean fits = labels.entrySet().stream()
                    .allMatch(label -> object.path("metadata")
                            .path("labels")
                            .path(label.getKey())
                            .asString("")
                            .equals(label.getValue()));
            if (place.startsWith(path + "/") && fits) {
                items.add(object);
            }
        });
        return list;
    }

    private static void merge(ObjectNode target, JsonNode patch) {
        patch.propertyStream().filter(field -> !field.getKey().startsWith("$")).forEach(field -> {
            JsonNode present = target.get(field.getKey());
            if (field.getValue().isNull()) {
                target.remove(field.getKey());
            } else if (field.getValue().isObject() && present instanceof ObjectNode below) {
                merge(below, field.getValue());
            } else {
                target.set(field.getKey(), field.getValue().deepCopy());
            }
        });
    }

    private static void requireAllowed(JsonNode before, JsonNode after) {
        if (before.path("kind").asString("").equals("PersistentVolumeClaim")
                && !before.path("spec").equals(after.path("spec"))) {
            throw new IllegalStateException("spec: Forbidden: spec is immutable after creation: " + before.path("spec")
                    + " would become " + after.path("spec"));
        }
    }

    private static Answer status(int code, String reason, String message) {
        return new Answer(
                code,
                JSON.valueToTree(Map.of(
                        "kind",
                        "Status",
                        "apiVersion",
                        "v1",
                        "status",
                        code < 300 ? "Success" : "Failure",
                        "reason",
                        reason,
                        "message",
                        message,
                        "code",
                        code)));
    }

    private record Answer(int status, JsonNode body) {}
}

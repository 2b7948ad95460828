package io.sentiment.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document of a running service, which the responses of that service have to fit: their status and media type
 * must be in it, their JSON must fit its schemas, and JSON has no property that a schema does not name. Thread-safe.
 */
public final class ApiDocument {

    /** Calls that are no part of the API, or of tests only. */
    private static final Pattern OTHER_CALLS = Pattern.compile(
            "/|/page/.*|/actuator(/.*)?|/v3/api-docs.*|/swagger-ui.*|/error|/test/.*|/api/v1/admin/(caller|test/.*)");

    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");
    private static final List<String> PROBLEMS = List.of("application/problem+json", "application/json");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(Dialects.getOpenApi31());
    private static final Map<Integer, ApiDocument> BY_PORT = new ConcurrentHashMap<>();

    private final JsonNode document;
    private final Map<Pattern, String> paths;
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    private ApiDocument(JsonNode document) {
        this.document = document;
        document.path("components").path("schemas").forEach(ApiDocument::close);
        this.paths = document.path("paths").propertyNames().stream()
                .collect(Collectors.toMap(ApiDocument::pattern, path -> path));
    }

    /** Of a service that answers. */
    public static ApiDocument of(URI service) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(service.resolve("/v3/api-docs")).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new ApiDocument(JSON.readTree(response.body()));
    }

    /** Of the service at a port, which is not given to another service as long as the tests run. */
    public static ApiDocument ofPort(int port) throws IOException, InterruptedException {
        ApiDocument known = BY_PORT.get(port);
        if (known == null) {
            known = of(URI.create("http://localhost:" + port));
            BY_PORT.put(port, known);
        }
        return known;
    }

    /** Returns the response, if it fits. */
    public <T> HttpResponse<T> checked(HttpResponse<T> response) {
        HttpRequest request = response.request();
        String path = request.uri().getPath();
        String call = request.method() + " " + path + " " + response.statusCode();
        if (OTHER_CALLS.matcher(path).matches()) {
            return response;
        }
        Optional<String> template = template(path);
        if (template.isPresent()) {
            JsonNode operation = document.path("paths")
                    .path(template.get())
                    .path(request.method().toLowerCase(Locale.ROOT));
            if (operation.isObject()) {
                check(call, operation, response);
            } else {
                checkProblem(call, response);
            }
        } else {
            checkProblem(call, response);
        }
        return response;
    }

    private void check(String call, JsonNode operation, HttpResponse<?> response) {
        JsonNode documented = operation.path("responses").path(String.valueOf(response.statusCode()));
        assertThat(documented.isObject())
                .as("%s is documented: %s", call, body(response))
                .isTrue();
        String type = mediaType(response);
        if (type.isEmpty()) {
            assertThat(documented.has("content")).as("%s has content", call).isFalse();
            return;
        }
        JsonNode content = documented.path("content").path(type);
        assertThat(content.isObject())
                .as("%s is documented as %s: %s", call, type, body(response))
                .isTrue();
        if (type.endsWith("json") && !type.endsWith("ndjson")) {
            assertThat(errors(content.path("schema"), body(response)))
                    .as("%s fits its schema: %s", call, body(response))
                    .isEmpty();
        }
    }

    /** What is no call of the API is refused in the form of the API. */
    private void checkProblem(String call, HttpResponse<?> response) {
        assertThat(response.statusCode()).as("%s is not documented", call).isGreaterThanOrEqualTo(400);
        assertThat(PROBLEMS).as(call).contains(mediaType(response));
        String schema = mediaType(response).equals(PROBLEMS.get(0)) ? "Problem" : "OpenInferenceError";
        ObjectNode reference = JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema);
        assertThat(errors(reference, body(response)))
                .as("%s is a problem: %s", call, body(response))
                .isEmpty();
    }

    private List<Error> errors(JsonNode schema, String body) {
        return schemas.computeIfAbsent(schema, this::compile).validate(JSON.readTree(body));
    }

    private Schema compile(JsonNode schema) {
        ObjectNode whole = (ObjectNode) schema.deepCopy();
        whole.set("components", document.path("components"));
        return SCHEMAS.getSchema(whole);
    }

    private Optional<String> template(String path) {
        return paths.containsValue(path)
                ? Optional.of(path)
                : paths.entrySet().stream()
                        .filter(entry -> entry.getKey().matcher(path).matches())
                        .map(Map.Entry::getValue)
                        .findFirst();
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(
                Stream.of(VARIABLE.split(template, -1)).map(Pattern::quote).collect(Collectors.joining("[^/]+")));
    }

    /** Refuses properties that the schema does not name. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
    }

    private static String mediaType(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("").replaceFirst("\\s*;.*", "");
    }

    private static String body(HttpResponse<?> response) {
        Object body = response.body();
        return body instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(body);
    }
}

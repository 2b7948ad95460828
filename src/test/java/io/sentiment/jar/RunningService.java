package io.sentiment.jar;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service of a packaged jar on a free port, ready when the constructor returns. */
final class RunningService implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client = HttpClient.newHttpClient();
    private final PackagedJar jar;
    private final Process process;
    private final int port;

    RunningService(PackagedJar jar, String... settings) throws IOException, InterruptedException {
        this.jar = jar;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String[] arguments = new String[settings.length + 1];
        System.arraycopy(settings, 0, arguments, 0, settings.length);
        arguments[settings.length] = "--server.port=" + port;
        process = jar.start(arguments);
        awaitReadiness();
    }

    /** The predictions for texts, each by the model that reads its script. */
    JsonNode predict(List<String> texts) throws IOException, InterruptedException {
        HttpResponse<String> response = post("/api/v1/predictions", JSON.writeValueAsString(Map.of("texts", texts)));
        if (response.statusCode() != 200) {
            throw new IllegalStateException("Status " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body()).get("predictions");
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    /** Where the service answers to that path. */
    URI address(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    /** What the process has of the machine's memory, in bytes; on Linux only. */
    long residentBytes() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(field -> field.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    }

    /** What Linux tells of the process, such as {@code cmdline}. */
    String told(String file) throws IOException {
        return Files.readString(Path.of("/proc/" + process.pid() + "/" + file), StandardCharsets.ISO_8859_1);
    }

    /** Ends the process without a chance to do anything, and waits until its children have noticed. */
    void kill() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly().waitFor();
        Instant end = Instant.now().plus(PATIENCE);
        while (children.stream().anyMatch(ProcessHandle::isAlive)) {
            if (Instant.now().isAfter(end)) {
                children.forEach(ProcessHandle::destroyForcibly);
                throw new IllegalStateException("A child outlived the service: " + children);
            }
            Thread.sleep(5);
        }
    }

    /** Asks the process to stop as a service manager does. */
    Process terminate() {
        process.destroy();
        return process;
    }

    @Override
    public void close() throws InterruptedException {
        PackagedJar.exitCode(terminate());
    }

    private void awaitReadiness() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!isReady()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                process.destroyForcibly();
                throw new IllegalStateException("The service is not ready: " + jar.out() + jar.err());
            }
            Thread.sleep(100);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/actuator/health/readiness").statusCode() == 200;
        } catch (IOException notListening) {
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address(path)).timeout(PATIENCE);
    }
}

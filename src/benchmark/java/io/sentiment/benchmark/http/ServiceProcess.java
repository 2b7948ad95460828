package io.sentiment.benchmark.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged service as a process of its own, as a user starts it, ready when {@link #start} returns. */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private ServiceProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts the jar on a free port.
     *
     * @param folder its working directory, where what it prints goes to {@code service.log}
     *
     * @throws IllegalStateException with what it printed, if it does not become ready
     */
    public static ServiceProcess start(Path jar, Path folder, String... settings) throws IOException {
        return start(Path.of(System.getProperty("java.home")), Map.of(), jar, folder, settings);
    }

    /**
     * Starts the jar on a free port, in a Java of its own and with further variables in its environment.
     *
     * @throws IllegalStateException with what it printed, if it does not become ready
     */
    public static ServiceProcess start(
            Path java, Map<String, String> environment, Path jar, Path folder, String... settings) throws IOException {
        Path log = Files.createDirectories(folder).resolve("service.log");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of(
                java.resolve("bin").resolve("java").toString(),
                "-Xmx1g",
                "-jar",
                jar.toAbsolutePath().toString(),
                "--server.port=" + port));
        command.addAll(List.of(settings));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // What a user's shell would not have: the program chooses for itself.
        builder.environment().remove("GOMP_SPINCOUNT");
        builder.environment().putAll(environment);
        ServiceProcess service = new ServiceProcess(builder.start(), port);
        service.awaitReadiness(log);
        return service;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress("localhost", port);
    }

    /** What it has of the machine's memory, in mebibytes; on Linux only. */
    public long residentMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** The body of the answer to a prediction request. */
    public String predict(String body) throws IOException {
        HttpResponse<String> response = send(request("/api/v1/predictions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    "The service answered with status " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReadiness(Path log) throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!isReady()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                close();
                throw new IllegalStateException("The service is not ready: " + Files.readString(log));
            }
        }
    }

    private boolean isReady() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
            return send(request("/actuator/health/readiness").build()).statusCode() == 200;
        } catch (ConnectException notListening) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the service started.", e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the service answered.", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(PATIENCE);
    }
}

package io.sentiment.cli;

import io.sentiment.SentimentApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a running service, or the build of an image, starts once to learn which classes a start takes; not meant for people. It
 * serves the shipped models from a database of its own to itself, until each has answered: first with the beans that the build
 * has prepared, then with those that it looks for, as a start with other settings does.
 */
@Command(
        name = RehearseCommand.NAME,
        description = "Starts the service, asks it for a few predictions and ends.",
        hidden = true,
        mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {

    static final String NAME = "rehearse";

    /** What comes anyway, but is a setting that the prepared beans are not made for. */
    private static final String UNPREPARED = "--spring.main.banner-mode=off";

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int OK = 200;

    private static final String PREDICTIONS = "/api/v1/predictions";
    private static final String READY = "/actuator/health/readiness";
    private static final List<String> OFTEN_READ =
            List.of("/", "/api/v1/models", "/actuator/info", "/actuator/prometheus", "/v2/health/ready");

    private static final List<String> BODIES = List.of(
            "{\"texts\": [\"A wonderful film, I loved every minute.\"]}",
            "{\"texts\": [\"房间又脏又吵，服务态度很差。\", \"Not bad at all.\"]}",
            "{\"texts\": [\"The room was fine. The staff was not.\"], \"sentences\": true}",
            "{\"texts\": [\"\"]}");

    @Option(
            names = "--attached",
            description = "End when standard input does, which tells that the process that started this one has ended.")
    private boolean attached;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (attached) {
            ParentProcess.endWithIt();
        }
        serve();
        serve(UNPREPARED);
        return 0;
    }

    private static void serve(String... settings) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("rehearsal");
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of("--server.address=127.0.0.1", "--server.port=0", "--sentiment.data-directory=" + data));
        try (ConfigurableApplicationContext service = SentimentApplication.start(all.toArray(String[]::new))) {
            ask(URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port")));
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private static void ask(URI service) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        Instant end = Instant.now().plus(LIMIT);
        while (send(client, service.resolve(READY), null).statusCode() != OK) {
            if (Instant.now().isAfter(end)) {
                throw new IOException("The service was not ready after " + LIMIT.toMinutes() + " minutes.");
            }
            Thread.sleep(PAUSE.toMillis());
        }
        for (String path : OFTEN_READ) {
            send(client, service.resolve(path), null);
        }
        for (String body : BODIES) {
            send(client, service.resolve(PREDICTIONS), BodyPublishers.ofString(body));
        }
    }

    private static HttpResponse<String> send(HttpClient client, URI call, @Nullable BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(call).header("Content-Type", "application/json");
        return client.send((body == null ? request : request.POST(body)).build(), BodyHandlers.ofString());
    }
}

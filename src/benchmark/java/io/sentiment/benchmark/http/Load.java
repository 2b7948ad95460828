package io.sentiment.benchmark.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients that each send a request when their last one is answered. All run on one thread without a library, because
 * they take what they compute from the service beside them.
 *
 * @param address of the service
 * @param requests as they go over the wire; each client begins with another one
 */
public record Load(InetSocketAddress address, List<byte[]> requests) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Requests with these JSON bodies. */
    public static Load of(InetSocketAddress address, List<String> bodies) {
        return new Load(address, bodies.stream().map(Load::request).toList());
    }

    /**
     * Lets the clients send.
     *
     * @param clients how many have a request under way
     * @param untimed how long before times count
     * @param timed how long times count
     * @throws IllegalStateException if a request fails
     */
    public Answers run(int clients, Duration untimed, Duration timed) throws IOException {
        List<Client> open = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int client = 0; client < clients; client++) {
                open.add(new Client(address, requests, client % requests.size(), selector));
            }
            for (Client client : open) {
                client.send();
            }
            answer(selector, untimed);
            Answers answers = answer(selector, timed);
            finish(selector, clients);
            return answers;
        } finally {
            for (Client client : open) {
                client.close();
            }
        }
    }

    private static Answers answer(Selector selector, Duration duration) throws IOException {
        List<Long> times = new ArrayList<>();
        long start = System.nanoTime();
        long now = start;
        while (now - start < duration.toNanos()) {
            for (Answer answer : next(selector)) {
                times.add(answer.nanoseconds());
                answer.client().send();
            }
            now = System.nanoTime();
        }
        return new Answers(times, times.size() / ((now - start) / 1e9));
    }

    /** Waits for the last answers: what the service still computes would slow whatever is measured next. */
    private static void finish(Selector selector, int clients) throws IOException {
        int waiting = clients;
        while (waiting > 0) {
            waiting -= next(selector).size();
        }
    }

    private static List<Answer> next(Selector selector) throws IOException {
        if (selector.select(PATIENCE.toMillis()) == 0) {
            throw new IllegalStateException("The service has not answered for " + PATIENCE.toSeconds() + " s.");
        }
        List<Answer> answers = new ArrayList<>();
        for (SelectionKey key : selector.selectedKeys()) {
            Client client = (Client) key.attachment();
            long nanoseconds = client.read();
            if (nanoseconds >= 0) {
                answers.add(new Answer(client, nanoseconds));
            }
        }
        selector.selectedKeys().clear();
        return answers;
    }

    private static byte[] request(String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST /api/v1/predictions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + content.length + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What was answered.
     *
     * @param nanoseconds how long each request took
     * @param perSecond answers of all clients
     */
    public record Answers(List<Long> nanoseconds, double perSecond) {}

    private record Answer(Client client, long nanoseconds) {}
}

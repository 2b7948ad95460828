package io.sentiment.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.sentiment.prediction.TinyModels;
import io.sentiment.prediction.web.HttpTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.test.context.TestPropertySource;

/**
 * Requests that nobody would think of. {@code -Dfuzz.requests=100000} makes so many of them, {@code -Dfuzz.seed=7} others;
 * the seed is printed. {@code -Dfuzz.requests=1} with {@code -Dfuzz.first=123} makes one request again.
 */
@Timeout(7_200)
@TestPropertySource(
        properties = {
            "sentiment.roles=serve",
            "sentiment.security.failure-limit=1000000000",
            "sentiment.imports.bundle=300KB",
            "sentiment.training.max-upload=100KB"
        })
class RandomRequestsTest extends HttpTest {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 5_000);
    private static final int FIRST = Integer.getInteger("fuzz.first", 0);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_126L);
    private static final int CLIENTS = 4;
    private static final int FAULTS = 10;
    private static final int PATIENCE_MILLISECONDS = 60_000;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Map<String, Map<Integer, Integer>> statuses = new ConcurrentSkipListMap<>();
    private final Faults logged = new Faults(faults);

    /** Not the common pool, which has a single thread on two processors: a client would wait for itself to send. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        logged.start();
        root.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(logged);
        threads.shutdownNow();
    }

    @Test
    void everyRequestIsAnsweredInADocumentedFormAndNoneIsAFaultOfTheService() throws Exception {
        System.out.println("-Dfuzz.requests=" + REQUESTS + " -Dfuzz.seed=" + SEED);
        TinyModels.write(folder, "reviews-en", 1, "en", "Latn", "a good and a bad film");
        byte[] bundle = TinyModels.zip(folder.resolve("reviews-en-1"));
        AtomicInteger next = new AtomicInteger(FIRST);
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            clients.add(CompletableFuture.runAsync(
                    () -> {
                        for (int index = next.getAndIncrement();
                                index < FIRST + REQUESTS && faults.size() < FAULTS;
                                index = next.getAndIncrement()) {
                            make(index, bundle);
                        }
                    },
                    threads));
        }
        clients.forEach(CompletableFuture::join);

        statuses.forEach((target, counts) -> System.out.println(target + " " + counts));
        assertThat(faults).as("Seed %d", SEED).isEmpty();
        assertThat(next.get()).isGreaterThanOrEqualTo(FIRST + REQUESTS);
        assertThat(post(PREDICTIONS, "{\"texts\": [\"A good film\"]}").statusCode())
                .isEqualTo(200);
    }

    private void make(int index, byte[] bundle) {
        RandomRequest request = RandomRequest.of(new Chance(SEED * 1_000_003 + index), bundle);
        RawAnswer answer = RawAnswer.of(exchange(request.bytes()));
        statuses.computeIfAbsent(request.target(), target -> new ConcurrentSkipListMap<>())
                .merge(answer.status(), 1, Integer::sum);
        answer.fault(request)
                .ifPresent(
                        fault -> faults.add("Request " + index + ": " + fault + "\n" + request + "\n---\n" + answer));
    }

    /** What comes back until the server closes the connection, or resets it. */
    private byte[] exchange(byte[] request) {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(PATIENCE_MILLISECONDS);
            OutputStream output = socket.getOutputStream();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(request, output, socket), threads);
            InputStream input = socket.getInputStream();
            byte[] buffer = new byte[65_536];
            for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                received.write(buffer, 0, count);
            }
            sending.join();
        } catch (IOException reset) {
            // What was received until then is the answer.
        }
        return received.toByteArray();
    }

    private static void send(byte[] request, OutputStream output, Socket socket) {
        try {
            output.write(request);
            socket.shutdownOutput();
        } catch (IOException reset) {
            // The server has answered before the end, and closed the connection.
        }
    }

    /** Everything in the log that has a stack trace or is an error. */
    private static final class Faults extends AppenderBase<ILoggingEvent> {

        private final Queue<String> faults;

        Faults(Queue<String> faults) {
            this.faults = faults;
        }

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR) || event.getThrowableProxy() != null) {
                String cause = event.getThrowableProxy() == null
                        ? ""
                        : " with " + event.getThrowableProxy().getClassName() + ": "
                                + event.getThrowableProxy().getMessage();
                faults.add("Logged by " + event.getLoggerName() + ": " + event.getFormattedMessage() + cause);
            }
        }
    }
}

package io.sentiment.prediction.web;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class StreamOverHttpTest extends HttpTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void eachLineGetsItsPredictionInOrder() throws Exception {
        HttpResponse<String> response = stream("", """
                {"id": "first", "text": "A good film"}
                {"text": "房间很好", "id": 2}
                {"text": "bad"}""");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(response.body()).endsWith("\n");
        List<JsonNode> answers = lines(response);
        assertThat(answers).hasSize(3);
        assertThat(answers.get(0).propertyNames())
                .containsExactly("id", "label", "positive", "model", "version", "tokens", "unknownTokens", "truncated");
        assertThat(answers.get(0).path("id").asString()).isEqualTo("first");
        assertThat(answers.get(0).path("tokens").asInt()).isEqualTo(3);
        assertThat(answers.get(1).path("id").asInt()).isEqualTo(2);
        assertThat(answers.get(1).path("model").asString()).isEqualTo("reviews-zh");
        assertThat(answers.get(2).path("id").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"a b\"", "7", "-0", "1.10", "12345678901234567890123", "0.1234567890123456789", "true", "null"
            })
    void anIdComesBackAsItWasSent(String id) throws Exception {
        HttpResponse<String> response = stream("", "{\"id\": " + id + ", \"text\": \"good\"}\n");

        assertThat(response.body()).startsWith("{\"id\":" + (id.equals("-0") ? "0" : id) + ",\"label\":");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\": 1, \"text\": \"good\"    | malformed-json   | null",
                "\"good\"                          | malformed-json   | null",
                "{\"text\": \"a\"} {\"text\": \"b\"} | malformed-json | null",
                "{\"text\": \"a\", \"text\": \"b\"} | malformed-json  | null",
                "{\"id\": [1], \"text\": \"good\"} | malformed-json   | null",
                "{\"id\": 1, \"text\": 5}          | malformed-json   | 1",
                "{\"id\": 1, \"txet\": \"good\"}   | unknown-property | 1",
                "{\"id\": 1}                       | empty-text       | 1",
                "{\"id\": 1, \"text\": null}       | empty-text       | 1",
                "{\"id\": 1, \"text\": \" \\t\"}   | empty-text       | 1"
            })
    void aLineOfNoUseGetsAnErrorAndTheRestGoesOn(String line, String type, String id) throws Exception {
        List<JsonNode> answers = lines(
                stream("", "{\"id\": 0, \"text\": \"good\"}\n\n  \r\n" + line + "\n{\"id\": 2, \"text\": \"bad\"}"));

        assertThat(answers).hasSize(3);
        assertThat(answers.get(0).path("label").isString()).isTrue();
        assertThat(answers.get(1).propertyNames()).containsExactly("id", "line", "error");
        assertThat(answers.get(1).path("id").toString()).isEqualTo(id);
        assertThat(answers.get(1).path("line").asInt()).isEqualTo(4);
        JsonNode error = answers.get(1).path("error");
        assertThat(error.propertyNames()).startsWith("type", "title", "detail");
        assertThat(error.path("pointer").asString("")).isEqualTo(type.equals("empty-text") ? "text" : "");
        assertThat(error.path("type").asString()).isEqualTo("urn:sentiment:problem:" + type);
        assertThat(error.path("title").asString()).isNotBlank();
        assertThat(error.path("detail").asString()).endsWith(".").doesNotContain("jackson", "Exception");
        assertThat(answers.get(2).path("id").asInt()).isEqualTo(2);
        assertThat(answers.get(2).path("label").isString()).isTrue();
    }

    @Test
    void aTextOfTheLargestSizeIsPredictedHoweverItIsEscapedAndALongerOneIsNot() throws Exception {
        String largest = "\\uD83D\\uDE00".repeat(100);
        List<JsonNode> answers = lines(stream("", "{\"text\": \"" + largest + "\"}\n{\"text\": \"" + largest + "a\"}"));

        assertThat(answers.get(0).path("label").isString()).isTrue();
        assertThat(answers.get(1).path("error").path("type").asString()).endsWith(":text-too-long");
    }

    @Test
    void aLineBeyondTheLimitIsReadPast() throws Exception {
        String endless = "{\"id\": 1, \"text\": \"" + "a".repeat(5_000_000) + "\"}";
        List<JsonNode> answers = lines(stream("", endless + "\n{\"id\": 2, \"text\": \"good\"}\n" + endless));

        assertThat(answers).hasSize(3);
        assertThat(answers.get(0).path("error").path("type").asString()).endsWith(":line-too-long");
        assertThat(answers.get(0).path("line").asInt()).isEqualTo(1);
        assertThat(answers.get(1).path("label").isString()).isTrue();
        assertThat(answers.get(2).path("line").asInt()).isEqualTo(3);
    }

    @Test
    void aStreamWithoutLinesIsEmpty() throws Exception {
        assertThat(stream("", "").body()).isEmpty();
        assertThat(stream("", "\n\n \n").body()).isEmpty();
    }

    @Test
    void modelAndVersionCanBeChosen() throws Exception {
        JsonNode answer = lines(stream("?model=reviews-en&version=1", "{\"text\": \"房间很好\"}"))
                .get(0);

        assertThat(answer.path("model").asString()).isEqualTo("reviews-en");
        assertThat(answer.path("version").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsWrongWithTheWholeStreamIsAProblem() throws Exception {
        String line = "{\"text\": \"good\"}";

        assertProblem(stream("?model=none", line), 404, "unknown-model");
        assertProblem(stream("?model=reviews-en&version=9", line), 404, "unknown-model");
        assertProblem(stream("?version=1", line), 422, "version-without-model");
        assertProblem(stream("?model=reviews-en&version=x", line), 400, "bad-request");
    }

    @Test
    void answersComeWhileTheRequestIsStillBeingSent() throws Exception {
        try (StreamConnection connection = new StreamConnection(port, "")) {
            for (int id = 0; id < 3; id++) {
                connection.sendText(id, "A good film");
                assertThat(connection.answer()).startsWith("{\"id\":" + id + ",\"label\":");
            }
            connection.sendText(3, "bad");
            connection.send("{\"id\": 4, \"te"); // The rest may be long in coming.
            assertThat(connection.answer()).startsWith("{\"id\":3,");
            connection.send("xt\": \"good\"}");
            connection.end();
            assertThat(connection.answer()).startsWith("{\"id\":4,");
            assertThat(connection.answer()).isEqualTo("the end");
        }
    }

    @Test
    void aLongStreamIsAnsweredToItsEnd() throws Exception {
        int count = 200_000;
        AtomicLong sent = new AtomicLong();
        try (StreamConnection connection = new StreamConnection(port, "?model=reviews-en")) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendTexts(connection, count, sent));
            for (int id = 0; id < count; id++) {
                assertThat(connection.answer()).startsWith("{\"id\":" + id + ",\"label\":");
                if (id == 0) {
                    assertThat(sent.get()).isLessThan(count);
                }
            }
            assertThat(connection.answer()).isEqualTo("the end");
            sending.get(10, SECONDS);
        }
    }

    @Test
    void aClientThatDoesNotReadIsNotReadFrom() throws Exception {
        int count = 1_000_000;
        AtomicLong sent = new AtomicLong();
        try (StreamConnection connection = new StreamConnection(port, "?model=reviews-en")) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendTexts(connection, count, sent));
            long stalledAt = stalled(sent);
            assertThat(stalledAt).isLessThan(count);

            for (int id = 0; id < 1_000; id++) {
                assertThat(connection.answer()).startsWith("{\"id\":" + id + ",");
            }
            connection.reset();
            assertThat(sending).failsWithin(20, SECONDS);
        }
    }

    @Test
    void singleRequestsAreAnsweredBetweenTheLinesOfAStream() throws Exception {
        AtomicLong sent = new AtomicLong();
        try (StreamConnection connection = new StreamConnection(port, "?model=reviews-en")) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendTexts(connection, 20_000, sent));
            CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> readToTheEnd(connection));
            for (int request = 0; request < 10; request++) {
                assertThat(post(PREDICTIONS, "{\"texts\": [\"good\"], \"model\": \"reviews-en\"}")
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(reading).isNotDone();
            sending.get(60, SECONDS);
            reading.get(60, SECONDS);
        }
    }

    private static void sendTexts(StreamConnection connection, int count, AtomicLong sent) {
        try {
            StringBuilder piece = new StringBuilder();
            for (int id = 0; id < count; id++) {
                piece.append("{\"id\": ").append(id).append(", \"text\": \"A good film\"}\n");
                if (piece.length() > 4_000 || id == count - 1) {
                    connection.send(piece.toString());
                    piece.setLength(0);
                    sent.set(id + 1);
                }
            }
            connection.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readToTheEnd(StreamConnection connection) {
        try {
            while (!connection.answer().equals("the end")) {
                // On to the next.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What has been sent when for two seconds nothing more was. */
    private static long stalled(AtomicLong sent) {
        AtomicLong before = new AtomicLong(-1);
        await().atMost(60, SECONDS)
                .pollInterval(2, SECONDS)
                .until(() -> before.getAndSet(sent.get()) == sent.get() && sent.get() > 0);
        return sent.get();
    }

    private HttpResponse<String> stream(String query, String body) throws IOException, InterruptedException {
        return send(request(PREDICTIONS + query, "Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static List<JsonNode> lines(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body().lines().map(JSON::readTree).toList();
    }
}

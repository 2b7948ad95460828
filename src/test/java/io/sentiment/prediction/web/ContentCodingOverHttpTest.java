package io.sentiment.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies with a {@code Content-Encoding}. */
@Timeout(60)
class ContentCodingOverHttpTest extends HttpTest {

    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";
    private static final String TEXTS = "{\"texts\": [\"A good film\"]}";

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "identity, gzip", " gzip ,"})
    void aPackedRequestIsAnsweredLikeAPlainOne(String coding) throws Exception {
        HttpResponse<String> packed = coded(PREDICTIONS, JSON, coding, pack(TEXTS));

        assertThat(packed.statusCode()).as(packed.body()).isEqualTo(200);
        assertThat(packed.body()).isEqualTo(post(PREDICTIONS, TEXTS).body());
    }

    @Test
    void aStreamOfSeveralMembersIsAnsweredLineByLine() throws Exception {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.writeBytes(pack("{\"id\": 1, \"text\": \"A good film\"}\n{\"id\": 2, "));
        members.writeBytes(pack("\"text\": \"bad\"}\n"));
        HttpResponse<String> response = coded(PREDICTIONS, LINES, "gzip", members.toByteArray());

        assertThat(response.body().lines()).hasSize(2);
        assertThat(response.body()).startsWith("{\"id\":1,\"label\":").contains("\n{\"id\":2,\"label\":");
    }

    @Test
    void otherCallsUnpackToo() throws Exception {
        HttpResponse<String> inferred = coded(
                "/v2/models/reviews-en/infer",
                JSON,
                "gzip",
                pack(
                        "{\"inputs\": [{\"name\": \"text\", \"shape\": [1], \"datatype\": \"BYTES\", \"data\": [\"a\"]}]}"));
        HttpResponse<String> corrected =
                coded("/api/v1/feedback", JSON, "gzip", pack("{\"text\": \"good\", \"label\": \"negative\"}"));

        assertThat(inferred.statusCode()).as(inferred.body()).isEqualTo(200);
        assertThat(corrected.statusCode()).as(corrected.body()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "zstd", "gzip, gzip", "gzip, br", "none"})
    void anotherCodingIsRefusedWithWhatIsAccepted(String coding) throws Exception {
        for (String type : new String[] {JSON, LINES}) {
            HttpResponse<String> refused = coded(PREDICTIONS, type, coding, pack(TEXTS));

            assertThat(assertProblem(refused, 415, "unsupported-media-type")
                            .path("detail")
                            .asString())
                    .contains("'" + coding + "'", "gzip");
            assertThat(refused.headers().firstValue("Accept-Encoding")).hasValue("gzip");
        }
    }

    @Test
    void theOpenInferenceProtocolTellsItInItsOwnForm() throws Exception {
        HttpResponse<String> refused = coded("/v2/models/reviews-en/infer", JSON, "br", pack("{}"));

        assertThat(OpenInferenceOverHttpTest.assertError(refused, 415)).contains("'br'", "gzip");
        assertThat(refused.headers().firstValue("Accept-Encoding")).hasValue("gzip");
    }

    @Test
    void theLimitCountsWhatIsUnpacked() throws Exception {
        byte[] packed = pack("{\"texts\": [\"" + "a".repeat(5_000) + "\"]}");
        assertThat(packed).hasSizeLessThan(100);

        assertProblem(coded(PREDICTIONS, JSON, "gzip", packed), 413, "body-too-large");
    }

    @Test
    void dataThatIsCutOrDamagedIsAProblem() throws Exception {
        byte[] packed = pack(TEXTS);
        byte[] damaged = packed.clone();
        damaged[packed.length - 8] ^= 1;

        assertThat(assertProblem(coded(PREDICTIONS, JSON, "gzip", Arrays.copyOf(packed, 20)), 400, "malformed-coding")
                        .path("detail")
                        .asString())
                .isEqualTo("The body is not the well-formed gzip that its Content-Encoding names:"
                        + " it is cut in its member 1.");
        assertProblem(coded(PREDICTIONS, JSON, "gzip", damaged), 400, "malformed-coding");
        assertProblem(
                coded(PREDICTIONS, JSON, "gzip", TEXTS.getBytes(StandardCharsets.UTF_8)), 400, "malformed-coding");
        assertProblem(
                coded(PREDICTIONS, LINES, "gzip", "{\"text\": \"a\"}\n".getBytes(StandardCharsets.UTF_8)),
                400,
                "malformed-coding");
        assertThat(OpenInferenceOverHttpTest.assertError(
                        coded("/v2/models/reviews-en/infer", JSON, "gzip", new byte[] {1, 2}), 400))
                .contains("Content-Encoding");
    }

    @Test
    void aStreamThatIsDamagedLaterIsAnsweredUpToThereAndSaysSo() throws Exception {
        byte[] lines = pack("{\"id\": 1, \"text\": \"good\"}\n{\"id\": 2, \"text\": \"bad\"}\n");
        lines[lines.length - 8] ^= 1;
        HttpResponse<String> response = coded(PREDICTIONS, LINES, "gzip", lines);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body().lines()).hasSize(3);
        assertThat(response.body().lines().toList().get(2))
                .startsWith("{\"id\":null,\"line\":3,\"error\":{\"type\":\"urn:sentiment:problem:malformed-coding\"");
    }

    @Test
    void aPackedStreamIsAnsweredWhileItIsStillBeingSent() throws Exception {
        try (StreamConnection connection = new StreamConnection(port, "", "Content-Encoding: gzip")) {
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            GZIPOutputStream packing = new GZIPOutputStream(sent, 512, true);
            for (int id = 0; id < 3; id++) {
                packing.write(("{\"id\": " + id + ", \"text\": \"good\"}\n").getBytes(StandardCharsets.UTF_8));
                packing.flush();
                connection.send(sent.toByteArray());
                sent.reset();
                assertThat(connection.answer()).startsWith("{\"id\":" + id + ",\"label\":");
            }
            packing.close();
            connection.send(sent.toByteArray());
            connection.end();
            assertThat(connection.answer()).isEqualTo("the end");
        }
    }

    @Test
    void aBodyWithoutALengthIsUnpackedToo() throws Exception {
        HttpResponse<String> chunked = send(request(PREDICTIONS, "Content-Type", JSON, "Content-Encoding", "gzip")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(pack(TEXTS)))));

        assertThat(chunked.statusCode()).as(chunked.body()).isEqualTo(200);
    }

    private HttpResponse<String> coded(String path, String type, String coding, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request(path, "Content-Type", type, "Content-Encoding", coding).POST(BodyPublishers.ofByteArray(body));
        return send(request);
    }

    private static byte[] pack(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException inMemory) {
            throw new IllegalStateException(inMemory);
        }
        return packed.toByteArray();
    }
}

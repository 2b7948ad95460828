package io.sentiment.training.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentiment.prediction.TinyModels;
import io.sentiment.rows.file.ReadFile;
import io.sentiment.storage.DatabaseKind;
import io.sentiment.storage.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Parts as clients send them: in the order, the encoding, the format and the time that they like. Nobody trains. */
@Timeout(180)
class UploadOverHttpTest {

    private static final String BOUNDARY = "a-boundary";

    /** Two batches of rows, so that all of them are stored once the last of them has been read. */
    private static final int ROWS = 1_000;

    private static TestDatabase database = DatabaseKind.SQLITE.create();
    private static Replica replica;

    @BeforeAll
    static void start() throws Exception {
        Path directory = Files.createTempDirectory("uploads");
        replica = new Replica(
                database, TinyModels.write(directory.resolve("models")), directory, "--sentiment.roles=serve");
    }

    @AfterAll
    static void stop() {
        replica.close();
        database.close();
    }

    @Test
    void theAnswerSaysAsWhatEachPartWasRead() throws Exception {
        Charset gb18030 = Charset.forName("GB18030");
        StringBuilder rows = new StringBuilder("Label;Text\r\n");
        for (int row = 0; row < 40; row++) {
            rows.append(row % 2 + ";酒店的房间" + word(row) + (row % 2 == 1 ? "很好" : "很差") + "\r\n");
        }

        JsonNode data = accepted(send(
                part("data", "rows.csv", rows.toString().getBytes(gb18030)),
                part(
                        "test",
                        "rows.json",
                        "[{\"label\": 1, \"text\": \"great\"}, {\"label\": 0, \"text\": \"awful\"}]".getBytes(UTF_8))));

        assertThat(data.path("accepted").asInt()).isEqualTo(42);
        assertThat(data.path("readAs").path("data").asString()).isEqualTo("GB18030, separated by semicolons");
        assertThat(data.path("readAs").path("test").asString()).isEqualTo("UTF-8, a JSON array");
    }

    @Test
    void starsAreMappedByTheSettings() throws Exception {
        StringBuilder rows = new StringBuilder("label\ttext\n");
        for (int row = 0; row < 50; row++) {
            rows.append(1 + row % 5 + "\ttext " + word(row) + "\n");
        }
        byte[] data = part("data", "", rows.toString().getBytes(UTF_8));
        byte[] settings = settings("{\"1\": \"negative\", \"2\": \"negative\", \"3\": null, \"5\": \"positive\"}");

        JsonNode report = accepted(send(settings, data));
        assertThat(report.path("accepted").asInt()).isEqualTo(30);
        assertThat(report.path("ignored").asInt()).isEqualTo(10);
        assertThat(report.path("refused").asInt()).isEqualTo(10);
        assertThat(report.path("positive").asInt()).isEqualTo(10);

        assertRefused(send(data, settings), "data", "are 1, 2, 3, 4, 5, but 0 and 1 are expected");
        assertRefused(
                send(part("data", "", Reviews.tsv(40, 1).getBytes(UTF_8)), settings),
                "settings.labels",
                "send the part 'settings' first");
        assertRefused(
                send(settings("{\"5\": \"good\"}"), data), "settings.labels.5", "use positive, negative or ignore");
        assertRefused(
                send(settings("{\"5\": \"positive\", \"5.0\": \"negative\"}"), data),
                "settings.labels",
                "mapped twice");
    }

    @Test
    void whatCannotBeReadIsQuoted() throws Exception {
        assertRefused(
                send(part("data", "rows.csv", "id;comment\n1;good\n".getBytes(UTF_8))),
                "data",
                "its first line is 'id;comment', but a header with one column 'label' and one column 'text', or JSON, is"
                        + " expected");
        assertRefused(
                send(part("data", "rows.xlsx", new byte[] {'P', 'K', 3, 4, 0, 0})),
                "data",
                "as an Excel workbook (.xlsx) is");
        assertRefused(
                send(part("data", "rows.csv", ("label,text\n" + "1,très bon\n".repeat(20)).getBytes(ISO_8859_1))),
                "data",
                "Save the part 'data' as UTF-8: on line 2 it has the bytes E8");
    }

    @Test
    void theDocumentDescribesTheSettingAndTheReport() throws Exception {
        JsonNode schemas =
                Replica.json(replica.get("/v3/api-docs")).path("components").path("schemas");

        assertThat(schemas.toString()).contains("\"readAs\":{\"type\":\"object\"", "\"ignored\":{\"type\":\"integer\"");
        assertThat(schemas.path("RetrainingSettings")
                        .path("properties")
                        .path("labels")
                        .toString())
                .contains("\"positive\",\"negative\",\"ignore\"");
    }

    /** One that no other row has: of digits all are the same to a tokenizer. */
    private static String word(int row) {
        return "no" + (char) ('a' + row / 26) + (char) ('a' + row % 26);
    }

    private static JsonNode accepted(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return Replica.json(response).path("data");
    }

    private static void assertRefused(HttpResponse<String> response, String pointer, String detail) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        assertThat(Replica.json(response).path("pointer").asString())
                .as(response.body())
                .isEqualTo(pointer);
        assertThat(Replica.json(response).path("detail").asString()).contains(detail);
    }

    private static HttpResponse<String> send(byte[]... parts) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.write(part);
        }
        body.write(("--" + BOUNDARY + "--\r\n").getBytes(US_ASCII));
        return replica.retrain("multipart/form-data; boundary=" + BOUNDARY, body.toByteArray());
    }

    private static byte[] settings(String labels) throws IOException {
        return part("settings", "", ("{\"epochs\": 1, \"labels\": " + labels + "}").getBytes(UTF_8));
    }

    private static byte[] part(String name, String fileName, byte[] content) throws IOException {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.write(head(name, fileName));
        part.write(content);
        part.write("\r\n".getBytes(US_ASCII));
        return part.toByteArray();
    }

    private static byte[] head(String name, String fileName) {
        return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\""
                        + (fileName.isEmpty() ? "" : "; filename=\"" + fileName + "\"") + "\r\n\r\n")
                .getBytes(US_ASCII);
    }

    @Test
    void aMemberThatComesLaterBelongsToTheUpload() throws Exception {
        byte[] first = ReadFile.gzip("label\ttext\n" + rows(1));
        byte[] second = ReadFile.gzip(rows(2));
        byte[] head = head("data", "a.tsv.gz");
        byte[] tail = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(US_ASCII);
        int inTheFirstSegment = 20;
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), replica.port())) {
            OutputStream request = client.getOutputStream();
            request.write(header(head.length + first.length + second.length + tail.length));
            ByteArrayOutputStream segment = new ByteArrayOutputStream();
            segment.write(head);
            segment.write(first);
            segment.write(second, 0, inTheFirstSegment);
            request.write(segment.toByteArray());
            request.flush();
            await().atMost(60, SECONDS).until(() -> storedRows() == ROWS);
            request.write(second, inTheFirstSegment, second.length - inTheFirstSegment);
            request.write(tail);
            request.flush();

            String answer = new String(client.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 202").contains("\"accepted\":" + 2 * ROWS + ",\"refused\":0,");
        }
    }

    private static byte[] header(int length) {
        return ("POST /api/v1/admin/models/reviews-en/retrainings HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Authorization: Bearer " + Replica.TOKEN + "\r\nContent-Type: multipart/form-data; boundary="
                        + BOUNDARY + "\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(US_ASCII);
    }

    private static int storedRows() {
        return database.jdbc()
                .sql("SELECT COUNT(*) FROM training_row r JOIN training_set s ON s.id = r.training_set"
                        + " WHERE s.state = 'receiving'")
                .query(Integer.class)
                .single();
    }

    /** More than a megabyte of texts that have nothing in common. */
    private static String rows(long seed) {
        Random random = new Random(seed);
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < ROWS; row++) {
            rows.append(row % 2).append('\t');
            for (int word = 0; word < 200; word++) {
                rows.append(random.ints(6, 'a', 'z' + 1)
                                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append))
                        .append(' ');
            }
            rows.append('\n');
        }
        return rows.toString();
    }
}

package io.sentiment.training.web;

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
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Parts whose bytes arrive when they like. */
@Timeout(180)
class SlowUploadTest {

    private static final String BOUNDARY = "a-boundary";

    /** Two batches of rows, so that all of them are stored once the last of them has been read. */
    private static final int ROWS = 1_000;

    @TempDir
    Path folder;

    @Test
    void aMemberThatComesLaterBelongsToTheUpload() throws Exception {
        byte[] first = ReadFile.gzip("label\ttext\n" + rows(1));
        byte[] second = ReadFile.gzip(rows(2));
        byte[] head = ("--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"data\"; filename=\"a.tsv.gz\"\r\n\r\n")
                .getBytes(US_ASCII);
        byte[] tail = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(US_ASCII);
        int inTheFirstSegment = 20;
        Path models = TinyModels.write(folder.resolve("models"));
        try (TestDatabase database = DatabaseKind.SQLITE.create();
                Replica replica = new Replica(database, models, folder.resolve("data"), "--sentiment.roles=serve");
                Socket client = new Socket(InetAddress.getLoopbackAddress(), replica.port())) {
            OutputStream request = client.getOutputStream();
            request.write(header(head.length + first.length + second.length + tail.length));
            ByteArrayOutputStream segment = new ByteArrayOutputStream();
            segment.write(head);
            segment.write(first);
            segment.write(second, 0, inTheFirstSegment);
            request.write(segment.toByteArray());
            request.flush();
            await().atMost(60, SECONDS).until(() -> storedRows(database) == ROWS);
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

    private static int storedRows(TestDatabase database) {
        return database.jdbc()
                .sql("SELECT COUNT(*) FROM training_row")
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

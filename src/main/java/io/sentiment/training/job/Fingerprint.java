package io.sentiment.training.job;

import io.sentiment.storage.Checksum;
import io.sentiment.training.process.OrderJson;
import io.sentiment.training.upload.RetrainingSettings;
import io.sentiment.training.upload.RowSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Tells whether two requests ask for the same retraining. */
final class Fingerprint {

    private Fingerprint() {}

    /** SHA-256 of model, settings and the bytes of the uploaded parts. */
    static String of(String model, RetrainingSettings settings, Map<RowSource, String> checksums) {
        Checksum checksum = new Checksum();
        try (OutputStream stream = checksum.of(OutputStream.nullOutputStream())) {
            String request = String.join("\n", model, OrderJson.line(settings), checksums.toString());
            stream.write(request.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return checksum.hex();
    }
}

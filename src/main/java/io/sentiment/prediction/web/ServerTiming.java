package io.sentiment.prediction.web;

import io.sentiment.prediction.batch.Timing;
import java.time.Duration;
import java.util.Locale;
import org.springframework.http.ResponseEntity;

/** The header {@code Server-Timing} (https://www.w3.org/TR/server-timing/), whose durations are milliseconds. */
public final class ServerTiming {

    /** Its name. */
    public static final String HEADER = "Server-Timing";

    private static final double NANOS_PER_MILLISECOND = 1e6;

    private ServerTiming() {}

    /** An answer of status 200 with the header. */
    public static <T> ResponseEntity<T> response(Timing timing, T body) {
        return ResponseEntity.ok().header(HEADER, of(timing)).body(body);
    }

    /** Like {@code queue;dur=0.052, inference;dur=3.170}. */
    static String of(Timing timing) {
        return String.format(
                Locale.ROOT,
                "queue;dur=%.3f, inference;dur=%.3f",
                milliseconds(timing.queue()),
                milliseconds(timing.inference()));
    }

    private static double milliseconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_MILLISECOND;
    }
}

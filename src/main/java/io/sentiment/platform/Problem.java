package io.sentiment.platform;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * One thing that is wrong with one request, as RFC 9457 has it. Immutable.
 *
 * @param type what kind of problem
 * @param detail one plain sentence about this occurrence
 * @param pointer the offending item of the request, such as {@code texts[3]}
 * @param retryAfter how long to wait before the same request may succeed; whole seconds, rounded up
 */
public record Problem(
        ProblemType type,
        String detail,
        @Nullable String pointer,
        @Nullable Duration retryAfter) {

    /** A problem of the request as a whole. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, null, null);
    }

    /** The same, of one item. */
    public Problem at(String item) {
        return new Problem(type, detail, item, retryAfter);
    }

    /** The same, which will pass. */
    public Problem retryAfter(Duration delay) {
        return new Problem(type, detail, pointer, delay);
    }

    /** To throw from wherever the request is refused. */
    public ProblemException asException() {
        return new ProblemException(this);
    }

    /** The response with this problem. */
    public ResponseEntity<Object> response() {
        return response(HttpHeaders.EMPTY);
    }

    /** The response with further headers, such as {@code Allow}. */
    public ResponseEntity<Object> response(HttpHeaders headers) {
        return ResponseEntity.status(type.status())
                .headers(headers)
                .headers(headers())
                .body(body());
    }

    HttpHeaders headers() {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (retryAfter != null) {
            headers.set(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(retryAfter.plusNanos(999_999_999).toSeconds()));
        }
        return headers;
    }

    ProblemBody body() {
        return new ProblemBody(type.uri(), type.title(), type.status().value(), detail, pointer);
    }
}

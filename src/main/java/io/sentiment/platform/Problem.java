package io.sentiment.platform;

import java.time.Duration;
import java.util.List;
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
 * @param lines of an upload that are at fault
 */
public record Problem(
        ProblemType type,
        String detail,
        @Nullable String pointer,
        @Nullable Duration retryAfter,
        @Nullable List<ProblemLine> lines) {

    /** A problem of the request as a whole. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, null, null, null);
    }

    /** The same, of one item. */
    public Problem at(String item) {
        return new Problem(type, detail, item, retryAfter, lines);
    }

    /** The same, which will pass. */
    public Problem retryAfter(Duration delay) {
        return new Problem(type, detail, pointer, delay, lines);
    }

    /** The same with the lines of an upload that are at fault, if there are any. */
    public Problem withLines(List<ProblemLine> faulty) {
        return new Problem(type, detail, pointer, retryAfter, faulty.isEmpty() ? null : List.copyOf(faulty));
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
        return new ProblemBody(type.uri(), type.title(), type.status().value(), detail, pointer, lines);
    }
}

package io.sentiment.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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
        @Nullable List<Line> lines) {

    /** A problem of the request as a whole. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, null, null, null);
    }

    /** A problem whose detail is the message of an exception of ours, which is a sentence for clients. */
    public static Problem of(ProblemType type, RuntimeException exception) {
        return of(type, String.valueOf(exception.getMessage()));
    }

    /** A problem of which only the status is known, from the container or the framework. */
    static Problem ofStatus(int status) {
        ProblemType type = ProblemType.of(status);
        return switch (type) {
            case NOT_FOUND -> of(type, "There is nothing at this path.");
            case METHOD_NOT_ALLOWED -> of(type, "This path does not know the HTTP method of the request.");
            case NOT_ACCEPTABLE -> of(type, "There is no answer of a media type that the request accepts.");
            case UNSUPPORTED_MEDIA_TYPE -> of(type, "This call does not take a body of the media type of the request.");
            case BODY_TOO_LARGE -> of(type, "The body of the request is too large.");
            case NOT_READY -> of(type, "The service cannot answer now.").retryAfter(Duration.ofSeconds(1));
            case INTERNAL_ERROR -> of(type, "The request failed through no fault of the client.");
            case BAD_REQUEST -> of(type, "The request is not well-formed" + reason(status) + ".");
            default -> of(type, "The request was refused.");
        };
    }

    /** Tells, say, a header that is too long from other bad requests. */
    private static String reason(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null || known == HttpStatus.BAD_REQUEST ? "" : ": " + known.getReasonPhrase();
    }

    /** This problem, of one item of the request. */
    public Problem at(String item) {
        return new Problem(type, detail, item, retryAfter, lines);
    }

    /** This problem, which will pass. */
    public Problem retryAfter(Duration delay) {
        return new Problem(type, detail, pointer, delay, lines);
    }

    /** This problem with the lines of an upload that are at fault, if there are any. */
    public Problem withLines(List<Line> faulty) {
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
    ResponseEntity<Object> response(HttpHeaders headers) {
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

    Body body() {
        return new Body(type.uri(), type.title(), type.status().value(), detail, pointer, lines);
    }

    /** A problem as it stands in a response, in the words of RFC 9457. */
    @Schema(name = "Problem", description = "What is wrong with a request (RFC 9457).")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(
            @Schema(
                    description = "The kind of problem; never changes its meaning.",
                    example = "urn:sentiment:problem:empty-text")
            URI type,

            @Schema(description = "The same in a few words.", example = "Empty text")
            String title,

            @Schema(description = "The status of the response.", example = "422")
            int status,

            @Schema(description = "One sentence about this occurrence.", example = "The text is empty.")
            String detail,

            @Schema(description = "The offending item, where there is one.", example = "texts[3]") @Nullable
            String pointer,

            @Schema(description = "The lines of an upload that are at fault, at most a hundred.") @Nullable
            List<Line> lines) {}

    /**
     * A line of an upload that is at fault. Immutable.
     *
     * @param line number, from 1
     * @param reason one plain sentence
     */
    @Schema(name = "ProblemLine", description = "A line of an upload that is at fault.")
    public record Line(
            @Schema(description = "Its number, from 1.", example = "17")
            long line,

            @Schema(description = "What is wrong with it.", example = "The text is empty.")
            String reason) {}
}

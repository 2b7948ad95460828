package io.sentiment.platform;

import java.time.Duration;
import org.springframework.http.HttpStatus;

/** Problems of which only the status is known, from the container or the framework. */
final class StatusProblems {

    private StatusProblems() {}

    static Problem of(int status) {
        ProblemType type = ProblemType.of(status);
        return switch (type) {
            case NOT_FOUND -> Problem.of(type, "There is nothing at this path.");
            case METHOD_NOT_ALLOWED -> Problem.of(type, "This path does not know the HTTP method of the request.");
            case NOT_ACCEPTABLE -> Problem.of(type, "There is no answer of a media type that the request accepts.");
            case UNSUPPORTED_MEDIA_TYPE ->
                Problem.of(type, "This call does not take a body of the media type of the request.");
            case BODY_TOO_LARGE -> Problem.of(type, "The body of the request is too large.");
            case NOT_READY -> Problem.of(type, "The service cannot answer now.").retryAfter(Duration.ofSeconds(1));
            case INTERNAL_ERROR -> Problem.of(type, "The request failed through no fault of the client.");
            case BAD_REQUEST -> Problem.of(type, "The request is not well-formed" + reason(status) + ".");
            default -> Problem.of(type, "The request was refused.");
        };
    }

    /** Tells, say, a header that is too long from other bad requests. */
    private static String reason(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null || known == HttpStatus.BAD_REQUEST ? "" : ": " + known.getReasonPhrase();
    }
}

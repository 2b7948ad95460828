package io.sentiment.platform;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** Everything that can be wrong with a request. Clients may rely on the URIs: they never change their meaning. */
public enum ProblemType {
    /** {@code urn:sentiment:problem:bad-request}: the request is not well-formed HTTP, or a parameter is of no use. */
    BAD_REQUEST(HttpStatus.BAD_REQUEST, "Bad request"),

    /** {@code urn:sentiment:problem:malformed-json}: the body is not JSON, or a value has the wrong JSON type. */
    MALFORMED_JSON(HttpStatus.BAD_REQUEST, "Malformed JSON"),

    /** {@code urn:sentiment:problem:unknown-property}: the JSON has a property that the call does not know. */
    UNKNOWN_PROPERTY(HttpStatus.BAD_REQUEST, "Unknown property"),

    /** {@code urn:sentiment:problem:malformed-coding}: the body is not what its {@code Content-Encoding} says. */
    MALFORMED_CODING(HttpStatus.BAD_REQUEST, "Malformed content coding"),

    /** {@code urn:sentiment:problem:unauthorized}: the call needs a token that the service knows. */
    UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "Unauthorized"),

    /** {@code urn:sentiment:problem:forbidden}: the caller may not do this. */
    FORBIDDEN(HttpStatus.FORBIDDEN, "Forbidden"),

    /** {@code urn:sentiment:problem:not-found}: there is nothing at this path. */
    NOT_FOUND(HttpStatus.NOT_FOUND, "Not found"),

    /** {@code urn:sentiment:problem:unknown-model}: there is no such model or version. */
    UNKNOWN_MODEL(HttpStatus.NOT_FOUND, "Unknown model"),

    /** {@code urn:sentiment:problem:unknown-retraining}: there is no such retraining. */
    UNKNOWN_RETRAINING(HttpStatus.NOT_FOUND, "Unknown retraining"),

    /** {@code urn:sentiment:problem:method-not-allowed}: the path does not know the HTTP method. */
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed"),

    /** {@code urn:sentiment:problem:not-acceptable}: there is no answer of a type that the client accepts. */
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Not acceptable"),

    /** {@code urn:sentiment:problem:request-timeout}: the rest of the body was too long in coming. */
    REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "Request timeout"),

    /** {@code urn:sentiment:problem:conflict}: the state of the resource does not allow this. */
    CONFLICT(HttpStatus.CONFLICT, "Conflict"),

    /** {@code urn:sentiment:problem:version-gone}: the version that gave a state was deleted; read from the beginning. */
    VERSION_GONE(HttpStatus.CONFLICT, "Version gone"),

    /** {@code urn:sentiment:problem:body-too-large}: the body is larger than {@code sentiment.limits.body}. */
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "Body too large"),

    /** {@code urn:sentiment:problem:unsupported-media-type}: the call does not take a body of that type or coding. */
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type"),

    /** {@code urn:sentiment:problem:unusable-request}: well-formed, but of no use; the detail says why. */
    UNUSABLE_REQUEST(HttpStatus.UNPROCESSABLE_CONTENT, "Unusable request"),

    /** {@code urn:sentiment:problem:missing-texts}: there is not a single text. */
    MISSING_TEXTS(HttpStatus.UNPROCESSABLE_CONTENT, "Missing texts"),

    /** {@code urn:sentiment:problem:empty-text}: a text is null, empty or blank. */
    EMPTY_TEXT(HttpStatus.UNPROCESSABLE_CONTENT, "Empty text"),

    /** {@code urn:sentiment:problem:too-many-texts}: more than {@code sentiment.limits.texts-per-request}. */
    TOO_MANY_TEXTS(HttpStatus.UNPROCESSABLE_CONTENT, "Too many texts"),

    /** {@code urn:sentiment:problem:text-too-long}: more than {@code sentiment.limits.characters-per-text}. */
    TEXT_TOO_LONG(HttpStatus.UNPROCESSABLE_CONTENT, "Text too long"),

    /** {@code urn:sentiment:problem:too-many-sentences}: more than {@code sentiment.prediction.max-sentences}. */
    TOO_MANY_SENTENCES(HttpStatus.UNPROCESSABLE_CONTENT, "Too many sentences"),

    /** {@code urn:sentiment:problem:sentences-in-stream}: a line of a stream gets one answer. */
    SENTENCES_IN_STREAM(HttpStatus.UNPROCESSABLE_CONTENT, "Sentences in stream"),

    /** {@code urn:sentiment:problem:too-many-tokens}: more of a text than can be looked into in this way. */
    TOO_MANY_TOKENS(HttpStatus.UNPROCESSABLE_CONTENT, "Too many tokens"),

    /** {@code urn:sentiment:problem:unknown-units}: the network has no such units. */
    UNKNOWN_UNITS(HttpStatus.UNPROCESSABLE_CONTENT, "Unknown units"),

    /** {@code urn:sentiment:problem:unknown-method}: texts are not explained by that method. */
    UNKNOWN_METHOD(HttpStatus.UNPROCESSABLE_CONTENT, "Unknown method"),

    /** {@code urn:sentiment:problem:line-too-long}: a line of a stream takes more bytes than any text needs. */
    LINE_TOO_LONG(HttpStatus.UNPROCESSABLE_CONTENT, "Line too long"),

    /** {@code urn:sentiment:problem:version-without-model}: a version says nothing without its model. */
    VERSION_WITHOUT_MODEL(HttpStatus.UNPROCESSABLE_CONTENT, "Version without model"),

    /** {@code urn:sentiment:problem:stateless-model}: the model reads backwards too, pools, or remembers too much. */
    STATELESS_MODEL(HttpStatus.UNPROCESSABLE_CONTENT, "Stateless model"),

    /** {@code urn:sentiment:problem:malformed-state}: a state was cut, or is none. */
    MALFORMED_STATE(HttpStatus.UNPROCESSABLE_CONTENT, "Malformed state"),

    /** {@code urn:sentiment:problem:changed-state}: a state is not as a reading gave it. */
    CHANGED_STATE(HttpStatus.UNPROCESSABLE_CONTENT, "Changed state"),

    /** {@code urn:sentiment:problem:foreign-state}: a state was made by another installation. */
    FOREIGN_STATE(HttpStatus.UNPROCESSABLE_CONTENT, "Foreign state"),

    /** {@code urn:sentiment:problem:state-of-another-version}: the request names another version than its state. */
    STATE_OF_ANOTHER_VERSION(HttpStatus.UNPROCESSABLE_CONTENT, "State of another version"),

    /** {@code urn:sentiment:problem:too-many-failures}: the address has sent too many wrong tokens; try again later. */
    TOO_MANY_FAILURES(HttpStatus.TOO_MANY_REQUESTS, "Too many failures"),

    /** {@code urn:sentiment:problem:internal-error}: the fault is ours; the log has the details. */
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error"),

    /** {@code urn:sentiment:problem:queue-full}: too many texts wait; try again after {@code Retry-After}. */
    QUEUE_FULL(HttpStatus.SERVICE_UNAVAILABLE, "Queue full"),

    /** {@code urn:sentiment:problem:too-many-streams}: as many streams are open as are served; try again later. */
    TOO_MANY_STREAMS(HttpStatus.SERVICE_UNAVAILABLE, "Too many streams"),

    /** {@code urn:sentiment:problem:deadline-exceeded}: the answer took too long; try again. */
    DEADLINE_EXCEEDED(HttpStatus.SERVICE_UNAVAILABLE, "Deadline exceeded"),

    /** {@code urn:sentiment:problem:not-ready}: the service starts or stops; try again. */
    NOT_READY(HttpStatus.SERVICE_UNAVAILABLE, "Not ready"),

    /** {@code urn:sentiment:problem:storage-unavailable}: the database or the disk cannot be used now; try again. */
    STORAGE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Storage unavailable");

    private final HttpStatus status;
    private final String title;

    ProblemType(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The type that says no more than its status: what a framework reports is known by nothing else. */
    static ProblemType of(int status) {
        if (status == HttpStatus.UNPROCESSABLE_CONTENT.value()) {
            return UNUSABLE_REQUEST;
        }
        if (status == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            return NOT_READY;
        }
        if (status == HttpStatus.NOT_IMPLEMENTED.value() || status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED.value()) {
            return BAD_REQUEST; // A transfer coding or a version that no client need send.
        }
        return Arrays.stream(values())
                .filter(type -> type.status.value() == status)
                .findFirst()
                .orElse(status < 500 ? BAD_REQUEST : INTERNAL_ERROR);
    }

    /** Its stable name. */
    public URI uri() {
        return URI.create(
                "urn:sentiment:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The status of every response with this problem. */
    public HttpStatus status() {
        return status;
    }

    /** A few words for people. */
    public String title() {
        return title;
    }
}

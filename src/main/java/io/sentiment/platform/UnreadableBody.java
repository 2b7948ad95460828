package io.sentiment.platform;

import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says why a body could not be read, without Jackson's words, which name our classes. */
final class UnreadableBody {

    private UnreadableBody() {}

    static Problem problem(HttpMessageNotReadableException unreadable) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException refusal) {
                return refusal.problem();
            }
            if (cause instanceof UnrecognizedPropertyException unknown) {
                return Problem.of(
                                ProblemType.UNKNOWN_PROPERTY,
                                "The request has a property '" + unknown.getPropertyName()
                                        + "', which this call does not know.")
                        .at(pointer(unknown));
            }
            if (cause instanceof JacksonException malformed) {
                return malformed(malformed);
            }
        }
        return Problem.of(ProblemType.MALFORMED_JSON, "The request has no JSON body.");
    }

    private static Problem malformed(JacksonException malformed) {
        if (malformed instanceof StreamReadException) {
            TokenStreamLocation location = malformed.getLocation();
            String place =
                    location == null ? "" : ": see line " + location.getLineNr() + ", column " + location.getColumnNr();
            return Problem.of(ProblemType.MALFORMED_JSON, "The body is not well-formed JSON" + place + ".");
        }
        String pointer = pointer(malformed);
        return pointer.isEmpty()
                ? Problem.of(ProblemType.MALFORMED_JSON, "The body is not a JSON object of this call.")
                : Problem.of(ProblemType.MALFORMED_JSON, "The value of '" + pointer + "' has the wrong type.")
                        .at(pointer);
    }

    /** Like {@code texts[3]}; empty for the whole body. */
    private static String pointer(JacksonException exception) {
        StringBuilder pointer = new StringBuilder();
        for (JacksonException.Reference step : exception.getPath()) {
            if (step.getPropertyName() == null) {
                pointer.append('[').append(step.getIndex()).append(']');
            } else {
                pointer.append(pointer.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return pointer.toString();
    }
}

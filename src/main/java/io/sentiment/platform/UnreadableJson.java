package io.sentiment.platform;

import io.sentiment.storage.JsonFault;
import java.util.Optional;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says why JSON of a request could not be read, without Jackson's words, which name our classes. Thread-safe. */
public final class UnreadableJson {

    private UnreadableJson() {}

    /** What is wrong with the JSON in one part of a form. */
    public static Problem ofPart(String part, JacksonException fault) {
        return problem(fault, "The part '" + part + "'", part);
    }

    /** What is wrong with the JSON of a body. */
    public static Problem ofBody(JacksonException fault) {
        return problem(fault, "The body", "");
    }

    /** What is wrong with the body of a request. */
    static Problem ofBody(HttpMessageNotReadableException unreadable) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException refusal) {
                return refusal.problem();
            }
            if (cause instanceof JacksonException fault) {
                return ofBody(fault);
            }
        }
        return Problem.of(ProblemType.MALFORMED_JSON, "The request has no JSON body.");
    }

    private static Problem problem(JacksonException fault, String document, String prefix) {
        if (fault instanceof StreamReadException) {
            return at(
                    prefix,
                    Problem.of(ProblemType.MALFORMED_JSON, document + " is not well-formed JSON" + place(fault)));
        }
        String pointer = join(prefix, JsonFault.pointer(fault));
        if (fault instanceof UnrecognizedPropertyException unknown) {
            return at(
                    pointer,
                    Problem.of(
                            ProblemType.UNKNOWN_PROPERTY,
                            "The request has a property '" + unknown.getPropertyName()
                                    + "', which this call does not know."));
        }
        Optional<String> refusal = JsonFault.refusal(fault);
        if (refusal.isPresent()) {
            return at(pointer, Problem.of(ProblemType.UNUSABLE_REQUEST, refusal.get()));
        }
        return pointer.equals(prefix)
                ? at(prefix, Problem.of(ProblemType.MALFORMED_JSON, document + " is not a JSON object of this call."))
                : at(
                        pointer,
                        Problem.of(ProblemType.MALFORMED_JSON, "The value of '" + pointer + "' has the wrong type."));
    }

    private static String place(JacksonException fault) {
        TokenStreamLocation location = fault.getLocation();
        return location == null
                ? "."
                : ": see line " + location.getLineNr() + ", column " + location.getColumnNr() + ".";
    }

    private static String join(String prefix, String pointer) {
        return prefix.isEmpty() || pointer.isEmpty() || pointer.startsWith("[")
                ? prefix + pointer
                : prefix + "." + pointer;
    }

    private static Problem at(String pointer, Problem problem) {
        return pointer.isEmpty() ? problem : problem.at(pointer);
    }
}

package io.sentiment.storage;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;

/** What is of use to people in an exception of Jackson, which speaks of our classes. Thread-safe. */
public final class JsonFault {

    /** What Jackson says for programmers: the class, its other properties, the feature that found the error. */
    private static final Pattern JAVA_DETAILS = Pattern.compile(" \\((class|index|set) .*");

    /** What an exception said that Jackson caught. */
    private static final Pattern CAUSE = Pattern.compile(": (Failed to deserialize|\\([\\w.$]+\\)) .*");

    /** The name of a class, of which people need no package. */
    private static final Pattern CLASS = Pattern.compile("`(?:\\w+[.$])+(\\w+)[^`]*`");

    private JsonFault() {}

    /** The value at fault, like {@code texts[3]} or {@code training.epochs}; empty for the whole document. */
    public static String pointer(JacksonException fault) {
        StringBuilder pointer = new StringBuilder();
        for (JacksonException.Reference step : fault.getPath()) {
            if (step.getPropertyName() == null) {
                pointer.append('[').append(step.getIndex()).append(']');
            } else {
                pointer.append(pointer.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return pointer.toString();
    }

    /** The sentence of a constructor of ours that refused a value, if one did. */
    public static Optional<String> refusal(JacksonException fault) {
        for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
                return Optional.of(cause.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Our own sentence where a constructor refused a value, else the first line of what Jackson says, and where. */
    public static String sentence(JacksonException fault) {
        return refusal(fault).orElseGet(() -> {
            String message = fault.getOriginalMessage().lines().findFirst().orElse("no JSON");
            message = JAVA_DETAILS.matcher(message).replaceFirst("");
            message = CAUSE.matcher(message).replaceFirst("");
            return CLASS.matcher(message).replaceAll("`$1`") + place(fault) + ".";
        });
    }

    private static String place(JacksonException fault) {
        if (fault instanceof StreamReadException) {
            return " (line " + fault.getLocation().getLineNr() + ")";
        }
        String pointer = pointer(fault);
        return pointer.isEmpty() ? "" : " (at " + pointer + ")";
    }
}

package io.sentiment.prediction.web;

import io.sentiment.platform.Limits;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemException;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.TextCheck;
import io.sentiment.storage.Lines;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code {"id": 7, "text": "…"}}, of which the id may be any JSON scalar or missing. Thread-safe. */
@Component
final class StreamLineParser {

    private static final Set<String> PROPERTIES = Set.of("id", "text");

    private static final String SENTENCES = "sentences";

    /** A character outside the basic plane, written as two escapes: {@code \\uD83D\\uDE00}. */
    private static final int BYTES_PER_CHARACTER = 12;

    /** Braces, names, an id and blanks. */
    private static final int BYTES_BESIDES_THE_TEXT = 4_096;

    // Ids come back as they were sent, also fractions that no double holds.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final TextCheck check;
    private final Limits limits;

    StreamLineParser(TextCheck check, Limits limits) {
        this.check = check;
        this.limits = limits;
    }

    /** More than a line needs for the longest text that is allowed, however it is escaped. */
    int maximumBytes() {
        long bytes = (long) BYTES_PER_CHARACTER * limits.charactersPerText() + BYTES_BESIDES_THE_TEXT;
        return (int) Math.min(bytes, Integer.MAX_VALUE / 2);
    }

    /** The present line, unless it is blank. */
    Optional<StreamLine> parse(Lines lines) {
        if (lines.isTooLong()) {
            Problem problem = Problem.of(
                    ProblemType.LINE_TOO_LONG,
                    "The line has more than the " + maximumBytes() + " bytes that are allowed.");
            return Optional.of(new StreamLine.Refused(lines.number(), null, problem));
        }
        byte[] bytes = lines.bytes();
        return isBlank(bytes) ? Optional.empty() : Optional.of(parse(bytes, lines.number()));
    }

    private StreamLine parse(byte[] bytes, long number) {
        JsonNode id = null;
        try {
            JsonNode line = object(bytes);
            id = id(line);
            requireKnownProperties(line);
            return new StreamLine.Text(number, id, check.usable(text(line), "text"));
        } catch (ProblemException refused) {
            return new StreamLine.Refused(number, id, refused.problem());
        }
    }

    private static JsonNode object(byte[] bytes) {
        JsonNode line;
        try {
            line = JSON.readTree(bytes);
        } catch (JacksonException malformed) {
            throw malformed("The line is not well-formed JSON.");
        }
        if (!line.isObject()) {
            throw malformed("The line is not a JSON object.");
        }
        return line;
    }

    private static @Nullable JsonNode id(JsonNode line) {
        JsonNode id = line.get("id");
        if (id != null && id.isContainer()) {
            throw malformed("The value of 'id' is neither a string nor a number, a truth value or null.");
        }
        return id;
    }

    private static @Nullable String text(JsonNode line) {
        JsonNode text = line.get("text");
        if (text == null || text.isNull()) {
            return null;
        }
        if (!text.isString()) {
            throw malformed("The value of 'text' is not a string.");
        }
        return text.stringValue();
    }

    private static void requireKnownProperties(JsonNode line) {
        if (line.has(SENTENCES)) {
            throw Problem.of(
                            ProblemType.SENTENCES_IN_STREAM,
                            "A line gets one answer: ask for sentences in a request that is one JSON object.")
                    .at(SENTENCES)
                    .asException();
        }
        for (String name : line.propertyNames()) {
            if (!PROPERTIES.contains(name)) {
                throw Problem.of(
                                ProblemType.UNKNOWN_PROPERTY,
                                "The line has a property '" + name + "', which this call does not know.")
                        .asException();
            }
        }
    }

    private static ProblemException malformed(String detail) {
        return Problem.of(ProblemType.MALFORMED_JSON, detail).asException();
    }

    /** Whether there is nothing but the blanks of JSON. */
    private static boolean isBlank(byte[] bytes) {
        for (byte character : bytes) {
            if (character != ' ' && character != '\t' && character != '\r') {
                return false;
            }
        }
        return true;
    }
}

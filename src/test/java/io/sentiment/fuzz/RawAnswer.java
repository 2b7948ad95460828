package io.sentiment.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came back over the connection until it was closed.
 *
 * @param status of the first response that is final; 0 if there was none
 * @param type its media type without parameters; empty if it has none
 * @param body as text, without the transfer coding
 */
record RawAnswer(int status, String type, String body) {

    private static final String PROBLEM = "application/problem+json";

    /** What the page, and nothing else, has in it. */
    private static final String PAGE = "<sentiment-page></sentiment-page>";

    /** What the calls that are tried can answer. */
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/x-ndjson",
            "text/event-stream",
            "text/html",
            "text/plain",
            "application/zip",
            "application/octet-stream");

    /** A frame of a stack trace, or a name of a class. */
    private static final Pattern INTERNALS =
            Pattern.compile("\\(\\w+\\.java:\\d+\\)|\\w+Exception\\b|io\\.sentiment\\.");

    private static final JsonMapper JSON = JsonMapper.shared();

    static RawAnswer of(byte[] received) {
        String text = new String(received, StandardCharsets.ISO_8859_1);
        int start = 0;
        while (text.startsWith("HTTP/1.1 100", start)) {
            start = text.indexOf("\r\n\r\n", start) + 4;
        }
        int end = text.indexOf("\r\n\r\n", start);
        if (!text.startsWith("HTTP/1.1 ", start) || end < 0) {
            return new RawAnswer(0, "", new String(received, StandardCharsets.UTF_8));
        }
        String head = text.substring(start, end);
        String body = text.substring(end + 4);
        boolean isChunked = header(head, "transfer-encoding").equals("chunked");
        String length = header(head, "content-length");
        if (!length.isEmpty()) {
            // A spoilt head may make two requests of one.
            body = body.substring(0, Math.min(body.length(), Integer.parseInt(length)));
        }
        return new RawAnswer(
                Integer.parseInt(head.substring(9, 12)),
                header(head, "content-type").replaceFirst(";.*", ""),
                new String(
                        isChunked ? whole(body) : body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** The body of its chunks; what follows a broken one is left out. */
    private static byte[] whole(String chunks) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int position = 0;
        while (position < chunks.length()) {
            int line = chunks.indexOf("\r\n", position);
            int length = line < 0 ? 0 : Integer.parseInt(chunks.substring(position, line), 16);
            if (length == 0) {
                break;
            }
            int from = line + 2;
            int to = Math.min(from + length, chunks.length());
            body.writeBytes(chunks.substring(from, to).getBytes(StandardCharsets.ISO_8859_1));
            position = to + 2;
        }
        return body.toByteArray();
    }

    /** What is wrong with this as the answer to a request, if anything is. */
    Optional<String> fault(RandomRequest request) {
        if (status == 0) {
            // HTTP 0.9 has answers without a head, and knows no version.
            boolean mayBe = !request.isHttp() && (body.isEmpty() || json(body) != null || body.contains(PAGE));
            return mayBe ? Optional.empty() : Optional.of("no answer");
        }
        if (status < 200 || (status >= 500 && status != 503)) {
            return Optional.of("the status");
        }
        if (INTERNALS.matcher(body).find()) {
            return Optional.of("internals in the answer");
        }
        if (body.isEmpty()) {
            return Optional.empty(); // Of HEAD, 204 and 304.
        }
        return status >= 400 ? ofError(request) : ofSuccess();
    }

    private Optional<String> ofError(RandomRequest request) {
        JsonNode json = json(body);
        if (type.equals(PROBLEM)) {
            boolean isWhole = json != null
                    && json.path("type").asString("").startsWith("urn:sentiment:problem:")
                    && json.path("status").asInt() == status
                    && !json.path("detail").asString("").isBlank();
            return isWhole ? Optional.empty() : Optional.of("half a problem");
        }
        boolean isOpenInference = type.equals("application/json")
                && json != null
                && json.path("error").isString()
                && (request.target().startsWith("/v2") || !request.isHttp());
        return isOpenInference ? Optional.empty() : Optional.of("an error that is no problem");
    }

    private Optional<String> ofSuccess() {
        if (!TYPES.contains(type)) {
            return Optional.of("the media type");
        }
        boolean isWellFormed = switch (type) {
            case "application/json" -> json(body) != null;
            case "application/x-ndjson" -> body.lines().allMatch(line -> json(line) != null);
            case "text/html" -> body.contains(PAGE);
            default -> true;
        };
        return isWellFormed ? Optional.empty() : Optional.of("malformed content");
    }

    private static @Nullable JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException malformed) {
            return null;
        }
    }

    /** To be read by people. */
    @Override
    public String toString() {
        return status + " " + type + "\n" + body;
    }
}

package io.sentiment.rows;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Joins the lines of a CSV file over which a quoted field extends (RFC 4180), with a line feed between them. A parser
 * that reads the file as a whole would hold the rest of it in memory for one forgotten quote, and could not go on behind
 * a malformed row.
 */
final class QuotedRows implements LineSource {

    private final LineSource lines;

    QuotedRows(LineSource lines) {
        this.lines = lines;
    }

    @Override
    public @Nullable Line next() throws IOException {
        Line first = lines.next();
        if (first == null || !endsInQuotes(first.text(), false)) {
            return first;
        }
        StringBuilder row = new StringBuilder(first.text());
        String fault = first.fault();
        for (Line line = lines.next(); line != null; line = lines.next()) {
            fault = fault == null ? line.fault() : fault;
            row.append('\n').append(line.text());
            if (line.isTooLong() || row.length() > Line.MAXIMUM_CHARACTERS) {
                return Line.tooLong(first.number());
            }
            if (!endsInQuotes(line.text(), true)) {
                return new Line(first.number(), row.toString(), fault);
            }
        }
        return new Line(first.number(), "", "A quoted field is never closed.");
    }

    /** Whether a line ends inside a quoted field, when {@code quoted} says whether it begins in one. */
    private static boolean endsInQuotes(String line, boolean quoted) {
        boolean fieldStart = true;
        for (int index = 0; index < line.length(); index++) {
            char character = line.charAt(index);
            if (!quoted) {
                quoted = fieldStart && character == '"';
                fieldStart = character == ',';
            } else if (character == '"') {
                boolean escaped = line.startsWith("\"\"", index);
                quoted = escaped;
                index += escaped ? 1 : 0;
            }
        }
        return quoted;
    }
}

package io.sentiment.rows.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a table into rows, which extend over several lines where a quoted field does, as in CSV (RFC 4180). A parser that
 * reads the file as a whole would hold the rest of it in memory for one forgotten quote, and could not go on after a
 * malformed row. Not safe for use by several threads.
 */
final class QuotedRowReader implements RowReader {

    private final LineReader lines;
    private final char separator;
    private final boolean spaced;

    /** @param spaced whether blanks may stand between a separator and a quotation mark */
    QuotedRowReader(LineReader lines, char separator, boolean spaced) {
        this.lines = lines;
        this.separator = separator;
        this.spaced = spaced;
    }

    @Override
    public @Nullable Line next() throws IOException {
        Line line = lines.next();
        return line != null && endsInQuotes(line.text(), false) ? joined(line) : line;
    }

    /** A row and the lines over which its quoted field extends, with a line feed between them. */
    private Line joined(Line first) throws IOException {
        StringBuilder row = new StringBuilder(first.text());
        Line.Fault fault = first.fault();
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
        return new Line(first.number(), "", Line.Fault.UNCLOSED);
    }

    /** Whether a line ends inside a quoted field, when {@code inQuotes} says whether it begins in one. */
    private boolean endsInQuotes(String line, boolean inQuotes) {
        boolean fieldStart = true;
        for (int index = 0; index < line.length(); index++) {
            char character = line.charAt(index);
            if (!inQuotes) {
                inQuotes = fieldStart && character == '"';
                fieldStart = character == separator || spaced && fieldStart && character == ' ';
            } else if (character == '"') {
                boolean escaped = line.startsWith("\"\"", index);
                inQuotes = escaped;
                index += escaped ? 1 : 0;
            }
        }
        return inQuotes;
    }
}

package io.sentiment.rows.file;

import java.io.IOException;
import java.util.function.Predicate;
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
    private final Predicate<String> isRow;
    private @Nullable Line ahead;

    /**
     * Cuts lines.
     *
     * @param spaced whether blanks may stand between a separator and a quotation mark
     * @param isRow tells of a line that it cannot be meant as the next one of a text
     */
    QuotedRowReader(LineReader lines, char separator, boolean spaced, Predicate<String> isRow) {
        this.lines = lines;
        this.isRow = isRow;
        this.separator = separator;
        this.spaced = spaced;
    }

    @Override
    public @Nullable Line next() throws IOException {
        Line line = ahead == null ? lines.next() : ahead;
        ahead = null;
        return line != null && endsInQuotes(line.text(), false) ? joined(line) : line;
    }

    /** A row and the lines over which its quoted field extends, with a line feed between them. */
    private Line joined(Line first) throws IOException {
        StringBuilder row = new StringBuilder(first.text());
        Line.Fault fault = first.fault();
        for (Line line = lines.next(); line != null; line = lines.next()) {
            if (isRow.test(line.text()) && !closes(line.text())) {
                ahead = line;
                return new Line(first.number(), "", Line.Fault.UNCLOSED);
            }
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

    /** Whether the next mark of a line may end the field that is open. */
    private boolean closes(String line) {
        int mark = line.indexOf('"');
        while (mark >= 0 && line.startsWith("\"\"", mark)) {
            mark = line.indexOf('"', mark + 2);
        }
        return mark >= 0 && (mark + 1 == line.length() || line.charAt(mark + 1) == separator);
    }

    /** Whether a line ends inside a quoted field, when {@code inQuotes} says whether it begins in one. */
    private boolean endsInQuotes(String line, boolean inQuotes) {
        boolean fieldStart = true;
        for (int index = 0; index < line.length(); index++) {
            char character = line.charAt(index);
            if (!inQuotes) {
                inQuotes = fieldStart && character == '"';
                fieldStart = character == separator || (spaced && fieldStart && character == ' ');
            } else if (character == '"') {
                boolean escaped = line.startsWith("\"\"", index);
                inQuotes = escaped;
                index += escaped ? 1 : 0;
            }
        }
        return inQuotes;
    }
}

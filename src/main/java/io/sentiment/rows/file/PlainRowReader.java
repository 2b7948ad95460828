package io.sentiment.rows.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a table between tabs, at whose beginning no field stands in quotation marks, into rows, a line each. A later row that
 * is quoted would lose half of its text or get marks that are not its own, so it becomes one that cannot be used. Not safe
 * for use by several threads.
 */
final class PlainRowReader implements RowReader {

    private final LineReader lines;
    private final int columns;
    private boolean isAhead;
    private @Nullable Line ahead;

    PlainRowReader(LineReader lines, int columns) {
        this.lines = lines;
        this.columns = columns;
    }

    @Override
    public @Nullable Line next() throws IOException {
        Line line = isAhead ? ahead : lines.next();
        isAhead = false;
        if (line == null || line.fault() != null) {
            return line;
        }
        if (isQuoted(line.text())) {
            return line.with(Line.Fault.QUOTED);
        }
        return opens(line.text()) && goesOn() ? line.with(Line.Fault.CONTINUED) : line;
    }

    /** Whether a field can only be meant as quoted: it has doubled marks between its own. */
    private static boolean isQuoted(String row) {
        for (int start = 0; start >= 0; start = nextField(row, start)) {
            int close = TabQuoting.closing(row, start);
            if (close > start && row.substring(start + 1, close).contains("\"\"")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the last field begins with a mark and has no other. */
    private static boolean opens(String row) {
        return TabQuoting.closing(row, row.lastIndexOf('\t') + 1) == TabQuoting.OPEN;
    }

    private static int nextField(String row, int start) {
        int tab = row.indexOf('\t', start);
        return tab < 0 ? -1 : tab + 1;
    }

    /** Whether the next line is no row of its own. */
    private boolean goesOn() throws IOException {
        ahead = lines.next();
        isAhead = true;
        if (ahead == null || ahead.text().isEmpty()) {
            return false;
        }
        return ahead.text().chars().filter(character -> character == '\t').count() != columns - 1;
    }
}

package io.sentiment.rows.file;

import java.util.List;

/**
 * Whether the fields between tabs are quoted as in CSV, which no header tells. Programs that quote do so either with each
 * text or where a mark, a tab or the end of a line stands within it, Excel also for a comma, and double the marks. Who does
 * not quote has marks anywhere.
 *
 * @param quoted whether they are
 * @param doubt what cannot be told for sure, as a clause; empty if all can
 */
record TabQuoting(boolean quoted, String doubt) {

    /** Of a mark: it is the last one. */
    static final int OPEN = -1;

    /** Of a mark: something else than a tab or the end of a line follows the next one. */
    static final int MALFORMED = -2;

    /** Of a field: no mark stands at its beginning. */
    static final int UNQUOTED = -3;

    /**
     * Tells it by the rows at the beginning.
     *
     * @param rows lines after the header
     * @param isWhole whether the file has no others
     * @param quotedHeader whether the names of the columns stand in marks
     * @param columns number of columns
     * @param textColumn the column with the texts, from 0
     */
    static TabQuoting of(List<String> rows, boolean isWhole, boolean quotedHeader, int columns, int textColumn) {
        Evidence evidence = new Evidence(String.join("\n", rows), isWhole, columns, textColumn);
        return evidence.decide(quotedHeader);
    }

    /** Place of the mark that closes the field that begins at a place, or one of the constants. */
    static int closing(String text, int start) {
        if (start >= text.length() || text.charAt(start) != '"') {
            return UNQUOTED;
        }
        for (int place = start + 1; place < text.length(); place++) {
            if (text.charAt(place) == '"') {
                if (endsField(text, place + 1)) {
                    return place;
                }
                if (text.charAt(place + 1) != '"') {
                    return MALFORMED;
                }
                place++;
            }
        }
        return OPEN;
    }

    private static boolean endsField(String text, int place) {
        return place == text.length() || text.charAt(place) == '\t' || text.charAt(place) == '\n';
    }

    /** What speaks for and against, row by row. */
    private static final class Evidence {

        private final String text;
        private final boolean isWhole;
        private final int columns;
        private final int textColumn;

        /** Rows that need their marks. */
        private int needed;

        /** Rows that are none if the file is quoted, and are one if it is not. */
        private int plain;

        /** Texts that stand in marks and need none; how many of them Excel would quote. */
        private int bare;

        private int bareWithComma;

        /** Texts that stand in no marks; how many of them Excel would quote. */
        private int unquoted;

        private int unquotedWithComma;

        Evidence(String text, boolean isWhole, int columns, int textColumn) {
            this.text = text;
            this.isWhole = isWhole;
            this.columns = columns;
            this.textColumn = textColumn;
            int place = 0;
            while (place < text.length()) {
                place = row(place);
            }
        }

        /** Weighs the row at a place; returns that of the next one. */
        private int row(int start) {
            int lineEnd = lineEnd(start);
            if (lineEnd == start) {
                return start + 1;
            }
            int place = start;
            boolean needs = false;
            int fields = 0;
            int textStart = UNQUOTED;
            int textEnd = UNQUOTED;
            while (true) {
                int close = closing(text, place);
                if (close == OPEN || close == MALFORMED) {
                    // A field that is open at the end of what was read may be closed behind it.
                    plain += close == MALFORMED || isWhole ? 1 : 0;
                    return lineEnd + 1;
                }
                if (fields == textColumn) {
                    textStart = place;
                }
                needs |= close >= 0 && needsMarks(place + 1, close);
                place = close >= 0 ? close + 1 : fieldEnd(place);
                if (fields++ == textColumn) {
                    textEnd = place;
                }
                if (place >= text.length() || text.charAt(place) == '\n') {
                    break;
                }
                place++;
            }
            if (fields != columns || place > lineEnd && isPlain(start, place)) {
                plain += isPlain(start, place) ? 1 : 0;
                return lineEnd + 1;
            }
            needed += needs ? 1 : 0;
            if (!needs) {
                weigh(textStart, textEnd);
            }
            return place + 1;
        }

        private void weigh(int start, int end) {
            boolean comma = text.substring(start, end).indexOf(',') >= 0;
            if (start < end && text.charAt(start) == '"') {
                bare++;
                bareWithComma += comma ? 1 : 0;
            } else {
                unquoted++;
                unquotedWithComma += comma ? 1 : 0;
            }
        }

        private boolean needsMarks(int start, int end) {
            for (int place = start; place < end; place++) {
                char character = text.charAt(place);
                if (character == '"' || character == '\t' || character == '\n') {
                    return true;
                }
            }
            return false;
        }

        /** Whether each line from one place to another is a row by itself. */
        private boolean isPlain(int start, int end) {
            for (String line : text.substring(start, end).split("\n", -1)) {
                if (!line.isEmpty()
                        && line.chars().filter(character -> character == '\t').count() != columns - 1) {
                    return false;
                }
            }
            return true;
        }

        private int fieldEnd(int start) {
            int place = start;
            while (place < text.length() && text.charAt(place) != '\t' && text.charAt(place) != '\n') {
                place++;
            }
            return place;
        }

        private int lineEnd(int start) {
            int feed = text.indexOf('\n', start);
            return feed < 0 ? text.length() : feed;
        }

        TabQuoting decide(boolean quotedHeader) {
            boolean each = unquoted == 0 && bare > plain;
            boolean header = quotedHeader && needed + bare >= plain;
            boolean commas = plain == 0 && bare > 0 && bare == bareWithComma && unquotedWithComma == 0;
            boolean quoted = needed > plain || each || header || commas;
            return new TabQuoting(quoted, quoted ? doubtIfQuoted() : doubtIfPlain());
        }

        private String doubtIfQuoted() {
            return plain == 0 ? "" : plain + " of the first rows cannot be quoted";
        }

        private String doubtIfPlain() {
            if (needed > 0) {
                return needed + " of the first rows can only be quoted";
            }
            return bare == 0 ? "" : bare + " of the first texts stand in quotation marks, which they keep";
        }
    }
}

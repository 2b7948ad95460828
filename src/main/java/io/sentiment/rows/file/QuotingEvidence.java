package io.sentiment.rows.file;

import io.sentiment.rows.file.Dialect.Header;

/**
 * What the first rows of a table between tabs say for and against its being quoted. Programs that quote do so either with
 * each text or where a mark, a tab or the end of a line stands within it, Excel also for a comma, and double the marks. Who
 * does not quote has marks anywhere. Not safe for use by several threads.
 */
final class QuotingEvidence {

    /** Of so many texts one may be a quotation from its first to its last character. */
    private static final int USUAL_SHARE = 20;

    private final String all;
    private final boolean isWhole;
    private final Header header;

    /** Rows that need their marks. */
    private int needed;

    /** Rows that cannot be quoted, and are rows if nothing is. */
    private int plain;

    /** Texts that stand in marks and need none; how many of them Excel would quote. */
    private int bare;

    private int bareWithComma;

    /** Texts that stand in no marks; how many of them Excel would quote. */
    private int unquoted;

    private int unquotedWithComma;

    /**
     * Weighs the rows.
     *
     * @param all its lines, with a line feed between them
     * @param isWhole whether no line is missing at the end
     * @param header where the columns are
     */
    QuotingEvidence(String all, boolean isWhole, Header header) {
        this.all = all;
        this.isWhole = isWhole;
        this.header = header;
        int place = 0;
        while (place < all.length()) {
            place = all.charAt(place) == '\n' ? place + 1 : weigh(place);
        }
    }

    /** Weighs the row at a place; returns that of the next one. */
    private int weigh(int start) {
        int nextLine = end(start, false) + 1;
        Row row = new Row(start);
        if (row.broken != 0) {
            // A field that is open at the end of what was read may be closed behind it.
            plain += row.broken == TabQuoting.MALFORMED || isWhole ? 1 : 0;
            return nextLine;
        }
        boolean fits = row.fields == header.columns();
        if ((!fits || row.end >= nextLine) && eachLineIsRow(start, row.end)) {
            plain++;
            return nextLine;
        }
        if (!fits) {
            return nextLine;
        }
        if (row.needsMarks) {
            needed++;
        } else {
            boolean comma = row.text.indexOf(',') >= 0;
            boolean marked = row.text.startsWith("\"");
            bare += marked ? 1 : 0;
            bareWithComma += marked && comma ? 1 : 0;
            unquoted += marked ? 0 : 1;
            unquotedWithComma += !marked && comma ? 1 : 0;
        }
        return row.end + 1;
    }

    private boolean eachLineIsRow(int start, int end) {
        for (String line : all.substring(start, end).split("\n", -1)) {
            if (!line.isEmpty() && !header.isRow(line)) {
                return false;
            }
        }
        return true;
    }

    /** Where the field, or else the line, at a place ends. */
    private int end(int start, boolean ofField) {
        int place = start;
        while (place < all.length() && all.charAt(place) != '\n' && !(ofField && all.charAt(place) == '\t')) {
            place++;
        }
        return place;
    }

    /** The decision, by which the first rows are read and all others too. */
    TabQuoting decide(boolean quotedHeader) {
        boolean each = unquoted == 0 && bare > plain;
        boolean header = quotedHeader && needed + bare >= plain;
        boolean commas = plain == 0 && bare > 0 && bare == bareWithComma && unquotedWithComma == 0;
        boolean quoted = needed > plain || each || header || commas;
        return new TabQuoting(quoted, needed + plain + bare > 0, quoted ? doubtIfQuoted() : doubtIfPlain());
    }

    private String doubtIfQuoted() {
        return plain == 0 ? "" : plain + " of the first rows cannot be quoted";
    }

    private String doubtIfPlain() {
        if (needed > 0) {
            return needed + " of the first rows can only be quoted";
        }
        boolean isUsual = bare * USUAL_SHARE <= unquoted;
        return isUsual ? "" : bare + " of the first texts stand in quotation marks, which they keep";
    }

    /** The lines that are one row if the table is quoted. */
    private final class Row {

        private int end;
        private int fields;
        private boolean needsMarks;
        private String text = "";

        /** Why it is none; 0 if it is one. */
        private int broken;

        Row(int start) {
            end = start - 1;
            do {
                field(end + 1);
            } while (broken == 0 && end < all.length() && all.charAt(end) == '\t');
        }

        private void field(int start) {
            int close = TabQuoting.closing(all, start);
            if (close == TabQuoting.OPEN || close == TabQuoting.MALFORMED) {
                broken = close;
                return;
            }
            end = close == TabQuoting.UNQUOTED ? QuotingEvidence.this.end(start, true) : close + 1;
            String field = all.substring(start, end);
            if (close != TabQuoting.UNQUOTED) {
                String inner = field.substring(1, field.length() - 1);
                needsMarks |= inner.indexOf('"') >= 0 || inner.indexOf('\t') >= 0 || inner.indexOf('\n') >= 0;
            }
            text = fields == header.text() ? field : text;
            fields++;
        }
    }
}

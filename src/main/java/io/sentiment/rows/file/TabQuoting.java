package io.sentiment.rows.file;

import java.util.List;

/**
 * Whether the fields of a table are quoted as in CSV. Between tabs no header tells that, only the rows do.
 *
 * @param quoted whether they are
 * @param hasMarks whether that was told by quotation marks, and not by their absence
 * @param doubt what speaks against it, as a clause; empty if nothing does
 */
record TabQuoting(boolean quoted, boolean hasMarks, String doubt) {

    /** As tables are that are no TSV. */
    static final TabQuoting STANDARD = new TabQuoting(true, true, "");

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
     * @param header where the columns are
     */
    static TabQuoting of(List<String> rows, boolean isWhole, boolean quotedHeader, Dialect.Header header) {
        return new QuotingEvidence(String.join("\n", rows), isWhole, header).decide(quotedHeader);
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
}

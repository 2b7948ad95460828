package io.sentiment.rows;

/**
 * A row that could not be used. Immutable.
 *
 * @param file name of the file
 * @param line number, from 1, of the physical line on which the row begins
 * @param reason one sentence for the owner of the data
 */
public record UnusableRow(String file, long line, String reason) {

    @Override
    public String toString() {
        return file + ", line " + line + ": " + reason;
    }
}

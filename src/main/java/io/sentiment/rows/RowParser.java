package io.sentiment.rows;

/** Finds label and text in a row. */
interface RowParser {

    LabelledRow parse(String row) throws UnusableRowException;

    /** The row, unless its text says nothing. */
    static LabelledRow row(String label, String text) throws UnusableRowException {
        boolean positive = Label.isPositive(label);
        if (text.isBlank()) {
            throw new UnusableRowException("The text is empty.");
        }
        return new LabelledRow(text, positive);
    }
}

package io.sentiment.rows.file;

import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableRow;

/** Gets the rows of a file one by one, in their order, on the thread that reads. */
public interface RowListener {

    /**
     * A usable row.
     *
     * @param line number, from 1, of the physical line on which the row begins
     */
    void row(LabelledRow row, long line);

    /** A row that could not be used; reading goes on after it. */
    void unusable(UnusableRow row);
}

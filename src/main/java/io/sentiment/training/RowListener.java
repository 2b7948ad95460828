package io.sentiment.training;

/** Gets the rows of a file one by one, in their order, on the thread that reads. */
public interface RowListener {

    /** A usable row. */
    void row(LabelledRow row);

    /** A row that could not be used; reading goes on behind it. */
    void unusable(UnusableRow row);
}

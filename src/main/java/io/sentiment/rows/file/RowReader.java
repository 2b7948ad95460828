package io.sentiment.rows.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of a file one by one, each cut out of it, none of them parsed yet. */
interface RowReader {

    /** The next row, or null at the end. */
    @Nullable
    Line next() throws IOException;
}

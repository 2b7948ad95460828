package io.sentiment.rows;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Gives the rows of a file, undivided. */
interface LineSource {

    /** The next row, or null at the end. */
    @Nullable
    Line next() throws IOException;
}

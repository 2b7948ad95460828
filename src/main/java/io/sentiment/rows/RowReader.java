package io.sentiment.rows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Reads rows of one format from first to last in constant memory.
 *
 * @param name of what is read, for messages
 */
public record RowReader(DataFormat format, Path name) {

    /**
     * Passes every row of the content on, the unusable ones with their reason.
     *
     * @throws UnusableDataException if the header is not there
     */
    public void read(InputStream content, RowListener listener) throws IOException {
        LineSource rows = format.rows(content);
        RowParser parser = format.parser(rows, name);
        for (Line row = rows.next(); row != null; row = rows.next()) {
            try {
                row.requireUsable();
                if (!row.text().isEmpty()) {
                    listener.row(parser.parse(row.text()), row.number());
                }
            } catch (UnusableRowException e) {
                listener.unusable(new UnusableRow(name.getFileName().toString(), row.number(), e.reason()));
            }
        }
    }
}

package io.sentiment.rows.file;

import io.sentiment.rows.UnusableDataException;
import io.sentiment.rows.UnusableRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of labelled texts in UTF-8, gzipped or not.
 *
 * <ul>
 *   <li>{@code .tsv}: a header with the columns {@code label} and {@code text}, fields between tabs, no quoting;
 *   <li>{@code .csv}: the same header, RFC 4180;
 *   <li>{@code .jsonl}, {@code .ndjson}: an object with {@code label} and {@code text} a line.
 * </ul>
 *
 * <p>A label is 0, 1, negative or positive. Columns and properties of other names, and empty lines, are passed over. Each
 * row that cannot be used is reported and reading goes on. Takes constant memory: no row is longer than 1,000,000
 * characters. Thread-safe.
 */
public final class LabelledFile {

    private final Path path;
    private final DataFormat format;

    /** @throws UnusableDataException if the file's extension names no format */
    public LabelledFile(Path path) {
        this.path = path;
        this.format = DataFormat.of(path);
    }

    /**
     * Reads the whole file.
     *
     * @throws UnusableDataException if there is no such file, it cannot be read or its header is not there
     */
    public DataFile read(RowListener listener) {
        return DataFile.read(path, content -> read(format, path, content, listener));
    }

    /**
     * Reads what was uploaded as a file, to its end.
     *
     * @param fileName tells the format; where it does not, the first line does
     * @param part what it is called in messages
     * @param content uncompressed; must support marks
     * @throws UnusableDataException if the format is unknown or the header is not there
     */
    public static void read(@Nullable String fileName, String part, InputStream content, RowListener listener)
            throws IOException {
        read(DataFormat.of(fileName, part, content), Path.of(part), content, listener);
    }

    /** Passes every row on, the unusable ones with their reason, and returns how many were usable. */
    private static long read(DataFormat format, Path name, InputStream content, RowListener listener)
            throws IOException {
        long usable = 0;
        LineReader rows = format.rows(content);
        RowParser parser = format.parser(rows, name);
        for (Line row = rows.next(); row != null; row = rows.next()) {
            try {
                String text = row.usable();
                if (!text.isEmpty()) {
                    listener.row(parser.parse(text), row.number());
                    usable++;
                }
            } catch (RowParser.UnusableRowException e) {
                listener.unusable(new UnusableRow(name.getFileName().toString(), row.number(), e.reason()));
            }
        }
        return usable;
    }
}

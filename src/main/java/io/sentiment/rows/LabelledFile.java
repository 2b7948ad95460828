package io.sentiment.rows;

import io.sentiment.storage.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

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
        Checksum checksum = new Checksum();
        CountingListener counter = new CountingListener(listener);
        try (InputStream stored = checksum.of(Files.newInputStream(path));
                InputStream content = Gzip.uncompressed(stored)) {
            new RowReader(format, path).read(content, counter);
            // What follows the rows, such as bytes behind the end of a gzip stream, belongs to the checksum too.
            stored.transferTo(OutputStream.nullOutputStream());
        } catch (NoSuchFileException e) {
            throw new UnusableDataException("There is no file " + path + ".", e);
        } catch (IOException e) {
            throw new UnusableDataException("The file " + path + " cannot be read to its end.", e);
        }
        return new DataFile(path.getFileName().toString(), checksum.hex(), counter.rows, counter.unusableRows);
    }

    private static final class CountingListener implements RowListener {

        private final RowListener listener;
        private long rows;
        private long unusableRows;

        CountingListener(RowListener listener) {
            this.listener = listener;
        }

        @Override
        public void row(LabelledRow row, long line) {
            rows++;
            listener.row(row, line);
        }

        @Override
        public void unusable(UnusableRow row) {
            unusableRows++;
            listener.unusable(row);
        }
    }
}

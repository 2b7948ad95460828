package io.sentiment.training.job;

import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.file.JsonRow;
import io.sentiment.storage.AtomicFile;
import io.sentiment.training.upload.RowPurpose;
import io.sentiment.training.upload.StoredRows;
import io.sentiment.training.upload.StoredRows.StoredRow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.springframework.util.StreamUtils;

/**
 * A file of rows in the folder of an order, written as gzipped JSON Lines: the same rows always give the same bytes.
 * Immutable.
 *
 * @param positive rows in it that are labelled positive
 * @param negative rows in it that are labelled negative
 * @param leftOut rows that were left out of it
 */
record RowFile(long positive, long negative, long leftOut) {

    /** Writes the rows of a set for one purpose, but for those that are to be left out. */
    static RowFile write(Path path, StoredRows rows, String set, RowPurpose purpose, Predicate<StoredRow> without)
            throws IOException {
        Counts counts = new Counts();
        write(
                path,
                counts,
                writer -> rows.read(set, purpose, row -> {
                    if (without.test(row)) {
                        counts.leftOut++;
                    } else {
                        writer.accept(row.row());
                    }
                }));
        return counts.file();
    }

    /** Writes rows, and says that others were left out. */
    static RowFile write(Path path, List<LabelledRow> rows, int leftOut) throws IOException {
        Counts counts = new Counts();
        counts.leftOut = leftOut;
        write(path, counts, rows::forEach);
        return counts.file();
    }

    /** @param source passes its rows on to whom it is given */
    private static void write(Path path, Counts counts, Consumer<Consumer<LabelledRow>> source) throws IOException {
        AtomicFile.write(path, stream -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(StreamUtils.nonClosing(stream), 1 << 16)) {
                source.accept(row -> {
                    write(gzip, row);
                    counts.count(row);
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
    }

    private static void write(OutputStream stream, LabelledRow row) {
        try {
            stream.write(JsonRow.of(row).line());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many rows are in it. */
    long rows() {
        return positive + negative;
    }

    private static final class Counts {

        private long positive;
        private long negative;
        private long leftOut;

        void count(LabelledRow row) {
            positive += row.positive() ? 1 : 0;
            negative += row.positive() ? 0 : 1;
        }

        RowFile file() {
            return new RowFile(positive, negative, leftOut);
        }
    }
}

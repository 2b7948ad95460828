package io.sentiment.rows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a file holds labelled rows. */
enum DataFormat {
    TSV,
    CSV,
    JSON_LINES;

    /**
     * Told by the extension; one of a compressed file does not count.
     *
     * @throws UnusableDataException for any extension that is not known
     */
    static DataFormat of(Path file) {
        DataFormat format = ofName(file.getFileName().toString());
        if (format == null) {
            throw new UnusableDataException(
                    "The format of " + file + " is unknown: use .tsv, .csv, .jsonl or .ndjson, also with .gz.");
        }
        return format;
    }

    /** The same, or null for any extension that is not known. */
    static @Nullable DataFormat ofName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz")) {
            name = name.substring(0, name.length() - ".gz".length());
        }
        return switch (name.substring(Math.max(name.lastIndexOf('.'), 0))) {
            case ".tsv" -> TSV;
            case ".csv" -> CSV;
            case ".jsonl", ".ndjson" -> JSON_LINES;
            default -> null;
        };
    }

    /** The rows of a file of this format. */
    LineSource rows(InputStream stream) {
        LineReader lines = new LineReader(stream);
        return this == CSV ? new QuotedRows(lines) : lines;
    }

    /** A parser for these rows, of which it takes the header, if this format has one. */
    RowParser parser(LineSource rows, Path file) throws IOException {
        return switch (this) {
            case TSV -> TableParser.afterHeader(rows, FieldSplitter::atTabs, file);
            case CSV -> TableParser.afterHeader(rows, FieldSplitter::atCommas, file);
            case JSON_LINES -> new JsonRowParser();
        };
    }
}

package io.sentiment.rows.file;

import io.sentiment.rows.UnusableDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a file holds labelled rows. */
enum DataFormat {
    TSV,
    CSV,
    JSON_LINES;

    private static final int HEADER_BYTES = 4_096;

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

    /**
     * Told by the extension of the name or, where that says nothing, by the first line.
     *
     * @param part name of what was uploaded, for messages
     * @param content uncompressed; must support marks, and stays where it is
     * @throws UnusableDataException if neither tells it
     */
    static DataFormat of(@Nullable String fileName, String part, InputStream content) throws IOException {
        DataFormat named = fileName == null ? null : ofName(fileName);
        DataFormat format = named == null ? ofStart(content) : named;
        if (format == null) {
            throw new UnusableDataException("The format of the part '" + part
                    + "' is unknown: begin TSV or CSV with a header of the columns label and text, or send"
                    + " JSON Lines.");
        }
        return format;
    }

    private static @Nullable DataFormat ofName(String fileName) {
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

    private static @Nullable DataFormat ofStart(InputStream content) throws IOException {
        content.mark(HEADER_BYTES);
        String start = new String(content.readNBytes(HEADER_BYTES), StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .stripLeading();
        content.reset();
        if (start.startsWith("{")) {
            return JSON_LINES;
        }
        String header = start.lines().findFirst().orElse("");
        if (header.indexOf('\t') >= 0) {
            return TSV;
        }
        return header.indexOf(',') >= 0 ? CSV : null;
    }

    /** The rows of a file of this format. */
    LineReader rows(InputStream stream) {
        return this == CSV ? LineReader.ofQuoted(stream) : LineReader.of(stream);
    }

    /** A parser for these rows, of which it takes the header, if this format has one. */
    RowParser parser(LineReader rows, Path file) throws IOException {
        return switch (this) {
            case TSV -> RowParser.Table.afterHeader(rows, RowParser.Fields.BETWEEN_TABS, file);
            case CSV -> RowParser.Table.afterHeader(rows, RowParser.Fields.BETWEEN_COMMAS, file);
            case JSON_LINES -> new RowParser.Json();
        };
    }
}

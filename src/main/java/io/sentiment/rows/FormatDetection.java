package io.sentiment.rows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Tells the format of an upload by its file name or, where that says nothing, by its first line. */
public final class FormatDetection {

    private static final int HEADER_BYTES = 4_096;

    private FormatDetection() {}

    /**
     * The format of the name, or else of the first line.
     *
     * @param part name of the part, for messages
     * @param content uncompressed; must support marks, and stays where it is
     * @throws UnusableDataException if neither tells it
     */
    public static DataFormat of(@Nullable String fileName, String part, InputStream content) throws IOException {
        DataFormat named = fileName == null ? null : DataFormat.ofName(fileName);
        if (named != null) {
            return named;
        }
        content.mark(HEADER_BYTES);
        String start = new String(content.readNBytes(HEADER_BYTES), StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .stripLeading();
        content.reset();
        if (start.startsWith("{")) {
            return DataFormat.JSON_LINES;
        }
        String header = start.lines().findFirst().orElse("");
        if (header.indexOf('\t') >= 0) {
            return DataFormat.TSV;
        }
        if (header.indexOf(',') >= 0) {
            return DataFormat.CSV;
        }
        throw new UnusableDataException("The format of the part '" + part
                + "' is unknown: begin TSV or CSV with a header of the columns label and text, or send JSON Lines.");
    }
}

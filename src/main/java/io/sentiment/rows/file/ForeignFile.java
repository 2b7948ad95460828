package io.sentiment.rows.file;

import io.sentiment.rows.UnusableDataException;
import java.util.Arrays;
import java.util.HexFormat;

/** What people take for text and is none that is read, told by its first bytes. */
enum ForeignFile {
    ZIP("504b0304", "a zip archive, as an Excel workbook (.xlsx) is one"),
    OLD_WORKBOOK("d0cf11e0a1b11ae1", "an old Excel workbook (.xls)"),
    GZIP("1f8b", "gzip data within gzip data"),
    BZIP2("425a68", "bzip2 data"),
    XZ("fd377a585a00", "xz data"),
    ZSTANDARD("28b52ffd", "Zstandard data"),
    PARQUET("50415231", "a Parquet file"),
    PDF("25504446", "a PDF"),
    UTF_32LE("fffe0000", "text in UTF-32"),
    UTF_32BE("0000feff", "text in UTF-32");

    private final byte[] start;
    private final String description;

    ForeignFile(String start, String description) {
        this.start = HexFormat.of().parseHex(start);
        this.description = description;
    }

    /**
     * Refuses them all.
     *
     * @param name of the file, for the message
     */
    static void refuse(Beginning beginning, String name) {
        Arrays.stream(values())
                .filter(file -> beginning.startsWith(file.start))
                .findFirst()
                .ifPresent(file -> {
                    throw new UnusableDataException("Text is expected, gzipped or not, but " + name + " is "
                            + file.description + ": save it as CSV or plain text in UTF-8.");
                });
    }
}

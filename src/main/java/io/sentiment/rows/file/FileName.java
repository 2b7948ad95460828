package io.sentiment.rows.file;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a file promises of its content.
 *
 * @param extension in lower case, with its dot and without that of a compressed file; empty if there is none
 */
record FileName(String extension) {

    private static final Set<String> TABLES = Set.of(".csv", ".tsv");
    private static final Set<String> JSON_LINES = Set.of(".jsonl", ".ndjson");

    static FileName of(@Nullable String fileName) {
        String name = fileName == null ? "" : fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz")) {
            name = name.substring(0, name.length() - ".gz".length());
        }
        int dot = name.lastIndexOf('.');
        return new FileName(dot < 0 ? "" : name.substring(dot));
    }

    boolean promisesJsonLines() {
        return JSON_LINES.contains(extension);
    }

    /** Whether a format is what was promised and what everybody means by that. */
    boolean promises(Dialect dialect) {
        return extension.equals(dialect.extension())
                || (promisesJsonLines() && JSON_LINES.contains(dialect.extension()));
    }

    /** Whether another format was promised than the file has. */
    boolean isWrongFor(Dialect dialect) {
        if (dialect instanceof Dialect.Table table) {
            boolean hasTabs = table.separator() == '\t';
            return extension.equals(hasTabs ? ".csv" : ".tsv") || extension.equals(".json") || promisesJsonLines();
        }
        return TABLES.contains(extension) || (promisesJsonLines() && dialect instanceof Dialect.JsonArray);
    }
}

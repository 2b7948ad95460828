package io.sentiment.rows.file;

import java.io.IOException;
import java.util.List;

/** In what format a file holds its rows. */
sealed interface Dialect {

    /** The rows of a file that begins here, after a header if there is one. */
    RowReader rows(TextFile file) throws IOException;

    /** Finds label and text in these rows. */
    RowParser parser();

    /** As a reader of reports knows it, such as {@code separated by semicolons}. */
    String description();

    /** The extension of a file name that promises this and nothing else. */
    String extension();

    /** An object a line. */
    record JsonLines() implements Dialect {

        @Override
        public RowReader rows(TextFile file) {
            return file.lines(file.characters());
        }

        @Override
        public RowParser parser() {
            return new RowParser.Json();
        }

        @Override
        public String description() {
            return "JSON Lines";
        }

        @Override
        public String extension() {
            return ".jsonl";
        }
    }

    /**
     * One array of objects.
     *
     * @param name of the file, for messages
     */
    record JsonArray(String name) implements Dialect {

        @Override
        public RowReader rows(TextFile file) {
            return new ArrayReader(file.characters(), name);
        }

        @Override
        public RowParser parser() {
            return new RowParser.Json();
        }

        @Override
        public String description() {
            return "a JSON array";
        }

        @Override
        public String extension() {
            return ".json";
        }
    }

    /**
     * A header, and a row for each further line or several of them.
     *
     * @param separator what stands between fields
     * @param quoting whether fields may stand in quotation marks
     * @param spaced whether blanks may stand around fields that do not belong to them
     * @param headerLines lines up to the header and with it
     * @param header its columns
     */
    record Table(char separator, TabQuoting quoting, boolean spaced, int headerLines, Header header)
            implements Dialect {

        @Override
        public RowReader rows(TextFile file) throws IOException {
            LineReader lines = file.lines(file.characters());
            for (int line = 0; line < headerLines; line++) {
                lines.next();
            }
            if (quoting.quoted()) {
                // Between commas a line within a text may look like a row; between tabs a mark is missing then.
                return new QuotedRowReader(lines, separator, spaced, separator == '\t' ? header::isRow : line -> false);
            }
            // Where marks have told that the file is not quoted, a row that looks so is a text like the others.
            return quoting.hasMarks() ? lines : new PlainRowReader(lines, header.columns());
        }

        @Override
        public RowParser parser() {
            Fields fields = quoting.quoted() ? new Fields.Quoted(separator, spaced) : new Fields.Plain(separator);
            return new RowParser.Table(fields, header.columns(), header.label(), header.text());
        }

        @Override
        public String description() {
            String between = "separated by "
                    + switch (separator) {
                        case ',' -> "commas";
                        case ';' -> "semicolons";
                        case '\t' -> "tabs, " + (quoting.quoted() ? "quoted" : "not quoted");
                        case '|' -> "vertical bars";
                        default -> "'" + separator + "'";
                    };
            return between + (quoting.doubt().isEmpty() ? "" : " (" + quoting.doubt() + ")");
        }

        @Override
        public String extension() {
            return switch (separator) {
                case ',' -> ".csv";
                case '\t' -> quoting.quoted() || !quoting.doubt().isEmpty() ? "" : ".tsv";
                default -> "";
            };
        }
    }

    /**
     * Where the columns of a table are.
     *
     * @param columns how many there are
     * @param label the one with the labels, from 0
     * @param text the one with the texts, from 0
     * @param labels that are known
     */
    record Header(int columns, int label, int text, Labels labels) {

        /** Whether a line between tabs is a row by itself. */
        boolean isRow(String line) {
            List<String> fields = new Fields.Plain('\t').of(line);
            return fields.size() == columns && labels.know(fields.get(label).replace("\"", ""));
        }
    }
}

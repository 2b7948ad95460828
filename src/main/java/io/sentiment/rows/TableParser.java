package io.sentiment.rows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** Finds label and text by the columns that the first row names. */
record TableParser(FieldSplitter splitter, int columns, int labelColumn, int textColumn) implements RowParser {

    private static final String LABEL = "label";
    private static final String TEXT = "text";

    /** Reads the header, the first row of {@code rows}. */
    static TableParser afterHeader(LineSource rows, FieldSplitter splitter, Path file) throws IOException {
        Line header = rows.next();
        try {
            if (header != null) {
                header.requireUsable();
                List<String> columns = splitter.split(header.text());
                if (Collections.frequency(columns, LABEL) == 1 && Collections.frequency(columns, TEXT) == 1) {
                    return new TableParser(splitter, columns.size(), columns.indexOf(LABEL), columns.indexOf(TEXT));
                }
            }
        } catch (UnusableRowException e) {
            throw new UnusableDataException("The header of " + file + " cannot be read: " + e.getMessage(), e);
        }
        throw new UnusableDataException(
                "The first line of " + file + " must be a header with one column 'label' and one column 'text'.");
    }

    @Override
    public LabelledRow parse(String row) throws UnusableRowException {
        List<String> fields = splitter.split(row);
        if (fields.size() != columns) {
            throw new UnusableRowException(
                    "The header has " + columns + " columns, but the row has " + fields.size() + ".");
        }
        return RowParser.row(fields.get(labelColumn), fields.get(textColumn));
    }
}

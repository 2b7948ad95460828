package io.sentiment.rows.file;

import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.UnusableDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds label and text in a row. */
sealed interface RowParser {

    String LABEL = "label";
    String TEXT = "text";

    /** The row as an example to learn from. */
    LabelledRow parse(String row) throws UnusableRowException;

    /** The row, unless its label is unknown or its text says nothing. */
    private static LabelledRow row(String label, String text) throws UnusableRowException {
        boolean positive = isPositive(label);
        if (text.isBlank()) {
            throw new UnusableRowException("The text is empty.");
        }
        return new LabelledRow(text, positive);
    }

    private static boolean isPositive(String label) throws UnusableRowException {
        return switch (label.strip().toLowerCase(Locale.ROOT)) {
            case "1", "positive" -> true;
            case "0", "negative" -> false;
            default -> throw UnusableRowException.ofLabel(label);
        };
    }

    /** Finds them by the columns that the first row of a table names. */
    record Table(Fields fields, int columns, int labelColumn, int textColumn) implements RowParser {

        /**
         * Reads the header, the first row.
         *
         * @param file its name, for messages
         */
        static Table afterHeader(LineReader rows, Fields fields, Path file) throws IOException {
            Line header = rows.next();
            try {
                if (header != null) {
                    List<String> columns = fields.of(header.usable());
                    if (Collections.frequency(columns, LABEL) == 1 && Collections.frequency(columns, TEXT) == 1) {
                        return new Table(fields, columns.size(), columns.indexOf(LABEL), columns.indexOf(TEXT));
                    }
                }
            } catch (UnusableRowException e) {
                throw new UnusableDataException("The header of " + file + " cannot be read: " + e.reason(), e);
            }
            throw new UnusableDataException(
                    "The first line of " + file + " must be a header with one column 'label' and one column 'text'.");
        }

        @Override
        public LabelledRow parse(String row) throws UnusableRowException {
            List<String> values = fields.of(row);
            if (values.size() != columns) {
                throw new UnusableRowException(
                        "The header has " + columns + " columns, but the row has " + values.size() + ".");
            }
            return row(values.get(labelColumn), values.get(textColumn));
        }
    }

    /** Cuts a row of a table into its fields. */
    enum Fields {
        /** At every tab: there is no quoting. */
        BETWEEN_TABS {
            @Override
            List<String> of(String row) {
                return List.of(row.split("\t", -1));
            }
        },
        /** By RFC 4180. */
        BETWEEN_COMMAS {
            @Override
            List<String> of(String row) throws UnusableRowException {
                try (CSVParser parser = CSVParser.parse(row, CSVFormat.RFC4180)) {
                    List<CSVRecord> records = parser.getRecords();
                    if (records.size() == 1) {
                        return records.get(0).toList();
                    }
                } catch (IOException | UncheckedIOException e) {
                    // Malformed, like a row that holds several records: the text comes from memory.
                }
                throw new UnusableRowException("The row is malformed CSV.");
            }
        };

        abstract List<String> of(String row) throws UnusableRowException;
    }

    /** Finds them in a JSON object such as {@code {"label": 1, "text": "Great!"}}. */
    record Json() implements RowParser {

        private static final JsonMapper MAPPER = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();

        @Override
        public LabelledRow parse(String row) throws UnusableRowException {
            JsonNode object = object(row);
            JsonNode label = property(object, LABEL);
            JsonNode text = property(object, TEXT);
            if (!text.isString()) {
                throw new UnusableRowException("The text is no string.");
            }
            return row(label.isString() ? label.stringValue() : label.toString(), text.stringValue());
        }

        private static JsonNode object(String row) throws UnusableRowException {
            try {
                JsonNode node = MAPPER.readTree(row);
                if (node.isObject()) {
                    return node;
                }
            } catch (JacksonException e) {
                throw new UnusableRowException("The row is malformed JSON.");
            }
            throw new UnusableRowException("The row is no JSON object.");
        }

        private static JsonNode property(JsonNode object, String name) throws UnusableRowException {
            JsonNode value = object.get(name);
            if (value == null) {
                throw new UnusableRowException("The row has no '" + name + "'.");
            }
            return value;
        }
    }

    /** Why the row at hand cannot be used; never leaves this package. */
    final class UnusableRowException extends Exception {

        private static final long serialVersionUID = 1L;

        private static final int MAXIMUM_QUOTED_CHARACTERS = 40;

        private final String reason;

        /** With one sentence for the owner of the data. */
        UnusableRowException(String reason) {
            // Millions of rows may be unusable, and where in the program is of no interest: no stack trace.
            super(reason, null, false, false);
            this.reason = reason;
        }

        static UnusableRowException ofLabel(String label) {
            String quoted = label.length() <= MAXIMUM_QUOTED_CHARACTERS
                    ? label
                    : label.substring(0, MAXIMUM_QUOTED_CHARACTERS) + "…";
            return new UnusableRowException("The label '" + quoted + "' is unknown: use 0, 1, negative or positive.");
        }

        String reason() {
            return reason;
        }
    }
}

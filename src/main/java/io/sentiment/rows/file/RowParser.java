package io.sentiment.rows.file;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds label and text in a row. */
sealed interface RowParser {

    String LABEL = "label";
    String TEXT = "text";

    /** The row as it stands there. */
    Found parse(String row) throws UnusableRowException;

    /** What was found, in quotation marks; not all of it where it is long. */
    static String quoted(String found) {
        int maximum = 40;
        String start = found.length() <= maximum ? found : found.substring(0, maximum) + "…";
        return "'" + start.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r") + "'";
    }

    /** Whether a column or property is the one of that name: capitals and blanks around it do not count. */
    static boolean isName(String found, String name) {
        return found.strip().toLowerCase(Locale.ROOT).equals(name);
    }

    /**
     * A label and a text as they stand in a row.
     *
     * @param isTyped whether the row tells a text from none, as JSON does
     */
    record Found(String label, String text, boolean isTyped) {

        /** What pandas, databases and spreadsheets write into a table for a text that is not there. */
        private static final Set<String> NOTHING = Set.of("nan", "null", "<na>", "#n/a");

        /** The text, if it says anything. */
        String usableText() throws UnusableRowException {
            if (text.isBlank()) {
                throw new UnusableRowException("The text is empty.");
            }
            if (!isTyped && NOTHING.contains(text.strip().toLowerCase(Locale.ROOT))) {
                throw new UnusableRowException("The text is missing: it is " + quoted(text.strip()) + ".");
            }
            return text;
        }
    }

    /** Finds them by the columns that the header of a table names. */
    record Table(Fields fields, int columns, int labelColumn, int textColumn) implements RowParser {

        @Override
        public Found parse(String row) throws UnusableRowException {
            List<String> values = fields.of(row);
            if (values.size() != columns) {
                throw new UnusableRowException(
                        "The header has " + columns + " columns, but the row has " + values.size() + ".");
            }
            return new Found(values.get(labelColumn), values.get(textColumn), false);
        }
    }

    /** Finds them in a JSON object such as {@code {"label": 1, "text": "Great!"}}. */
    record Json() implements RowParser {

        private static final JsonMapper MAPPER = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();

        @Override
        public Found parse(String row) throws UnusableRowException {
            JsonNode object = object(row);
            JsonNode label = property(object, LABEL);
            JsonNode text = property(object, TEXT);
            if (!text.isString()) {
                throw new UnusableRowException(
                        text.isNull() ? "The text is missing: it is null." : "The text is no string.");
            }
            return new Found(label.isString() ? label.stringValue() : label.toString(), text.stringValue(), true);
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
            List<JsonNode> values = object.properties().stream()
                    .filter(property -> isName(property.getKey(), name))
                    .map(Map.Entry::getValue)
                    .toList();
            if (values.size() == 1) {
                return values.get(0);
            }
            if (values.size() > 1) {
                throw new UnusableRowException("The row has more than one '" + name + "'.");
            }
            throw new UnusableRowException("The row has no '" + name + "', but "
                    + (object.isEmpty()
                            ? "nothing"
                            : object.propertyNames().stream()
                                    .limit(5)
                                    .map(RowParser::quoted)
                                    .collect(Collectors.joining(", ")))
                    + ".");
        }
    }

    /** Why the row at hand cannot be used; never leaves this package. */
    final class UnusableRowException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String reason;

        /** With one sentence for the owner of the data. */
        UnusableRowException(String reason) {
            // Millions of rows may be unusable, and where in the program is of no interest: no stack trace.
            super(reason, null, false, false);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}

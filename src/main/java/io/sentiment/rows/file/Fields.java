package io.sentiment.rows.file;

import io.sentiment.rows.file.RowParser.UnusableRowException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Cuts a row of a table into its fields. Immutable and thread-safe. */
sealed interface Fields {

    /** The fields, without the marks that they may stand in. */
    List<String> of(String row) throws UnusableRowException;

    /** Cuts at every separator. */
    record Plain(char separator) implements Fields {

        @Override
        public List<String> of(String row) {
            List<String> fields = new ArrayList<>();
            int start = 0;
            for (int end = row.indexOf(separator); end >= 0; end = row.indexOf(separator, start)) {
                fields.add(row.substring(start, end));
                start = end + 1;
            }
            fields.add(row.substring(start));
            return fields;
        }
    }

    /** Cuts at the separators that do not stand within quotation marks (RFC 4180). */
    record Quoted(CSVFormat format) implements Fields {

        /** @param spaced whether blanks may stand around a field that do not belong to it */
        Quoted(char separator, boolean spaced) {
            this(CSVFormat.RFC4180
                    .builder()
                    .setDelimiter(separator)
                    .setIgnoreSurroundingSpaces(spaced)
                    .get());
        }

        @Override
        public List<String> of(String row) throws UnusableRowException {
            try (CSVParser parser = CSVParser.parse(row, format)) {
                List<CSVRecord> records = parser.getRecords();
                if (records.size() == 1) {
                    return records.get(0).toList();
                }
            } catch (IOException | UncheckedIOException e) {
                // Malformed, like a row that holds several records: the text comes from memory.
            }
            throw new UnusableRowException("The row is malformed CSV.");
        }
    }
}

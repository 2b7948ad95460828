package io.sentiment.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Cuts a row of a table into its fields. */
interface FieldSplitter {

    List<String> split(String row) throws UnusableRowException;

    /** At every tab: there is no quoting. */
    static List<String> atTabs(String row) {
        return List.of(row.split("\t", -1));
    }

    /** By RFC 4180. */
    static List<String> atCommas(String row) throws UnusableRowException {
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
}

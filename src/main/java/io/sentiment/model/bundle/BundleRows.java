package io.sentiment.model.bundle;

import io.sentiment.rows.Fingerprints;
import io.sentiment.rows.LabelledRow;
import io.sentiment.rows.RowSample;
import io.sentiment.rows.file.JsonRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows that a bundle tells of. Immutable.
 *
 * @param training fingerprints of all rows that the version and its ancestors were trained on; null if nothing is known
 * @param measuring rows of the version's own domain, which it was not trained on: whatever is to take its place is
 *     measured on them; at most {@value #MOST_MEASURING}
 */
public record BundleRows(@Nullable Fingerprints training, List<LabelledRow> measuring) {

    /** How many rows to measure on a bundle may carry. */
    public static final int MOST_MEASURING = 1_000;

    /** A few hundred rows tell accuracies apart that differ by five points (McNemar's test, one row in ten changed). */
    private static final int MOST_OF_EACH = 400;

    /** Of a bundle that tells of none. */
    public static final BundleRows NONE = new BundleRows(null, List.of());

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /** @throws IllegalArgumentException if there are more rows to measure on than a bundle may carry */
    public BundleRows {
        measuring = List.copyOf(measuring);
        if (measuring.size() > MOST_MEASURING) {
            throw new IllegalArgumentException("A bundle may carry " + MOST_MEASURING
                    + " rows to measure on at most, but there are " + measuring.size() + ".");
        }
    }

    /** Some rows of the domain of the version before, and some of the new rows that are held out. */
    public static List<LabelledRow> measuring(List<LabelledRow> before, List<LabelledRow> heldOut) {
        List<LabelledRow> rows = new ArrayList<>(RowSample.of(before, MOST_OF_EACH));
        rows.addAll(RowSample.of(heldOut, MOST_OF_EACH));
        return RowSample.of(rows, 2 * MOST_OF_EACH);
    }

    /** Writes the rows to measure on as JSON Lines. Does not close the stream. */
    void writeMeasuring(OutputStream stream) throws IOException {
        for (LabelledRow row : measuring) {
            stream.write(JsonRow.of(row).line());
        }
    }

    /**
     * Reads what {@link #writeMeasuring} wrote.
     *
     * @throws IllegalArgumentException with one sentence that names the line, if it is malformed
     */
    static List<LabelledRow> readMeasuring(InputStream stream) throws IOException {
        List<LabelledRow> rows = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder()));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int number = rows.size() + 1;
            JsonRow row;
            try {
                row = MAPPER.readValue(line, JsonRow.class);
            } catch (JacksonException e) {
                throw new IllegalArgumentException("Line " + number + " is no row with a label and a text.", e);
            }
            if ((row.label() != 0 && row.label() != 1) || row.text().isBlank()) {
                throw new IllegalArgumentException("Line " + number + " has no text or another label than 0 and 1.");
            }
            if (number > MOST_MEASURING) {
                throw new IllegalArgumentException("It has more than " + MOST_MEASURING + " rows.");
            }
            rows.add(new LabelledRow(row.text(), row.label() == 1));
        }
        return rows;
    }
}

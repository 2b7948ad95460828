package io.sentiment.rows.file;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.sentiment.rows.LabelledRow;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/**
 * A row as this program writes it, an object of JSON a line: the same row always gives the same bytes. Immutable.
 *
 * @param label 1 for positive, 0 for negative
 * @param text of the row
 */
@JsonPropertyOrder({"label", "text"})
public record JsonRow(int label, String text) {

    /** The row in this form. */
    public static JsonRow of(LabelledRow row) {
        return new JsonRow(row.positive() ? 1 : 0, row.text());
    }

    /** The bytes of its line, with the line feed. */
    public byte[] line() {
        return (JsonMapper.shared().writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}

package io.sentiment.model.bundle;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.OptBoolean;
import io.sentiment.storage.Checksum;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A data set that made or measured a version. Immutable.
 *
 * @param name by which people know the data set; the key of its metrics where it was evaluated on
 * @param use what it was for
 * @param rows texts that were used of it
 * @param sha256 of the data as stored, as 64 lower-case hexadecimal digits
 * @param source where it comes from and on which terms, or null where nobody has said so
 */
public record UsedDataSet(
        String name,
        Use use,
        int rows,
        String sha256,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String source) {

    /** @throws IllegalArgumentException if the name is blank, there is no row or the checksum is none */
    public UsedDataSet(
            String name,
            Use use,
            int rows,
            String sha256,
            // The one way to let a strict reader of JSON do without a single property.
            @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) @Nullable String source) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A data set has a blank name.");
        }
        if (rows < 1) {
            throw new IllegalArgumentException("The data set '" + name + "' must have at least 1 row.");
        }
        Checksum.requireHex(sha256, "data set '" + name + "'");
        this.name = name;
        this.use = use;
        this.rows = rows;
        this.sha256 = sha256;
        this.source = source;
    }

    /** A data set of which nobody has said where it comes from. */
    public UsedDataSet(String name, Use use, int rows, String sha256) {
        this(name, use, rows, sha256, null);
    }

    /** The same with another source. */
    public UsedDataSet from(@Nullable String source) {
        return new UsedDataSet(name, use, rows, sha256, source);
    }

    /** What a data set was for. */
    public enum Use {
        /** Its texts changed the weights. */
        TRAINING,

        /** Its texts changed the weights before the training, or beside the labelled ones; it has no labels. */
        PRE_TRAINING,

        /** Its texts selected the best epoch and the threshold. */
        DEVELOPMENT,

        /** The network was measured on its texts and has never seen them before. */
        EVALUATION;

        /** The name in a manifest. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public String toString() {
            return label();
        }
    }
}

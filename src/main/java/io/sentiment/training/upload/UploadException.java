package io.sentiment.training.upload;

import io.sentiment.rows.UnusableRow;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** An upload that no retraining can be started with; the message is one sentence for its owner. */
public abstract sealed class UploadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private UploadException(String message) {
        super(message);
    }

    /** Its rows are of no use. */
    public static final class Unusable extends UploadException {

        private static final long serialVersionUID = 1L;

        private final String part;
        private final transient List<UnusableRow> lines;

        Unusable(String part, String message, List<UnusableRow> lines) {
            super(message);
            this.part = part;
            this.lines = List.copyOf(lines);
        }

        /** The part of the upload that is at fault. */
        public String part() {
            return part;
        }

        /** The lines that are at fault, at most a hundred. */
        public List<UnusableRow> lines() {
            return lines;
        }
    }

    /** It is larger than is allowed. */
    public static final class TooLarge extends UploadException {

        private static final long serialVersionUID = 1L;

        TooLarge(String subject, DataSize limit) {
            super(subject + " is larger than the " + limit.toBytes() + " bytes that are allowed.");
        }
    }

    /** Its rows have been removed, because for minutes nothing of it had arrived. */
    public static final class Abandoned extends UploadException {

        private static final long serialVersionUID = 1L;

        Abandoned() {
            super("The upload came too slowly and was given up: send it again.");
        }
    }
}

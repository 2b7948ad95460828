package io.sentiment.training.upload;

import io.sentiment.rows.UnusableRow;
import java.util.List;

/** An upload that no retraining can be started with; the message is one sentence for its owner. */
public final class UnusableUploadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String part;
    private final transient List<UnusableRow> lines;

    UnusableUploadException(String part, String message, List<UnusableRow> lines) {
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

package io.sentiment.training.upload;

import org.springframework.util.unit.DataSize;

/** An upload that is larger than is allowed; the message is one sentence for its owner. */
public final class UploadTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UploadTooLargeException(String subject, DataSize limit) {
        super(subject + " is larger than the " + limit.toBytes() + " bytes that are allowed.");
    }
}

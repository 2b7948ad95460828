package io.sentiment.model;

import org.springframework.util.unit.DataSize;

/** An upload that is larger than bundles may be; the message is one sentence for its user. */
public final class BundleTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BundleTooLargeException(DataSize limit) {
        super("The bundle is larger than the " + limit.toBytes() + " bytes that are allowed.");
    }
}

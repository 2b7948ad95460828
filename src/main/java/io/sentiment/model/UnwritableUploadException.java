package io.sentiment.model;

import java.io.IOException;

/** A disk that cannot take an upload; the message is one sentence for its user. */
public final class UnwritableUploadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnwritableUploadException(IOException cause) {
        super("The service cannot write the upload to its disk: see that there is room.", cause);
    }
}

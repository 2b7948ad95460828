package io.sentiment.model;

import io.sentiment.model.bundle.ModelVersion;

/** A bundle that cannot be fetched now, but perhaps later; the message is one sentence for its user. */
public final class BundleUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BundleUnavailableException(ModelVersion version, String reason, Throwable cause) {
        super("Cannot fetch " + version + " now: " + reason, cause);
    }
}

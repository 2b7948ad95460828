package io.sentiment.model;

import io.sentiment.model.bundle.ModelVersion;

/** A version that cannot be deleted because an alias names it; the message is one sentence for its user. */
public final class VersionInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    VersionInUseException(ModelVersion version, String alias) {
        super("The " + alias + " cannot be deleted, which " + version + " is: promote another version first.");
    }
}

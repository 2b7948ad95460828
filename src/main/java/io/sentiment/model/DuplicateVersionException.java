package io.sentiment.model;

import io.sentiment.model.bundle.ModelBundle;

/** A version that the registry has already: versions are immutable. The message is one sentence for its user. */
public final class DuplicateVersionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DuplicateVersionException(ModelBundle present, ModelBundle refused) {
        super("There are two bundles of " + present.version() + ": " + present + " and " + refused + ".");
    }
}

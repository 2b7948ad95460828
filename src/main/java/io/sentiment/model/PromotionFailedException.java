package io.sentiment.model;

import io.sentiment.model.bundle.ModelVersion;

/** A version that did not come to answer as champion; the message says in plain words why. */
public final class PromotionFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean lasting;

    PromotionFailedException(ModelVersion version, String reason, boolean lasting) {
        super("Cannot serve " + version + " as champion. " + reason);
        this.lasting = lasting;
    }

    /** Whether the alias has been moved elsewhere, and not only this process has not followed yet. */
    public boolean lasting() {
        return lasting;
    }
}

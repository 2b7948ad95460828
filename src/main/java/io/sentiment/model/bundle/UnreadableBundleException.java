package io.sentiment.model.bundle;

/** A bundle that this program refuses; the message is one sentence for its user that names bundle, file and reason. */
public final class UnreadableBundleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a clause that names the file and what is wrong with it, and ends with a full stop. */
    public UnreadableBundleException(BundleSource bundle, String reason) {
        super("Cannot use the bundle " + bundle + ": " + reason);
    }

    /** A bundle that can be read, but may not be used. */
    public UnreadableBundleException(ModelBundle bundle, String reason) {
        super("Cannot use the bundle " + bundle + ": " + reason);
    }

    /** A bundle in the database. */
    public UnreadableBundleException(ModelVersion version, String reason) {
        super("Cannot use " + version + ": " + reason);
    }

    /** A bundle that cannot be read because of another error. */
    public UnreadableBundleException(BundleSource bundle, String reason, Throwable cause) {
        super("Cannot use the bundle " + bundle + ": " + reason, cause);
    }
}

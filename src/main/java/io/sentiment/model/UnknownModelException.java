package io.sentiment.model;

/** A model or version that the registry does not have; the message is one sentence for its user. */
public final class UnknownModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** No model has that name. */
    public UnknownModelException(String model) {
        super("There is no model called '" + model + "'.");
    }

    /** The model has no such version. */
    public UnknownModelException(String model, int version) {
        super("There is no version " + version + " of the model '" + model + "'.");
    }

    private UnknownModelException(String fact, String advice) {
        super(fact + ": " + advice);
    }

    /** The model has versions, but none of them answers for it. */
    public static UnknownModelException withoutChampion(String model) {
        return new UnknownModelException(
                "The model '" + model + "' has no champion", "name a version, or promote one.");
    }
}

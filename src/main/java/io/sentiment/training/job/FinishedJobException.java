package io.sentiment.training.job;

/** A retraining that cannot be changed any more; the message is one sentence. */
public final class FinishedJobException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FinishedJobException(String id, JobState state) {
        super("The retraining " + id + " has ended already: it is " + state + ".");
    }
}

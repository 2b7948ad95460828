package io.sentiment.training.job;

/** Why something cannot be done with a job; the message is one sentence for whoever asked for it. */
public abstract sealed class JobException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private JobException(String message) {
        super(message);
    }

    /** There is no such job. */
    public static final class Unknown extends JobException {

        private static final long serialVersionUID = 1L;

        Unknown(String id) {
            super("There is no retraining '" + id + "'.");
        }
    }

    /** The job is in a final state, so it cannot be changed any more. */
    public static final class Finished extends JobException {

        private static final long serialVersionUID = 1L;

        Finished(String id, JobState state) {
            super("The retraining " + id + " has ended already: it is " + state + ".");
        }
    }

    /** The job has not ended, but does not go from its present state to that one. */
    static final class ForbiddenTransition extends JobException {

        private static final long serialVersionUID = 1L;

        ForbiddenTransition(String id, JobState from, JobState to) {
            super("The retraining " + id + " is " + from + " and cannot become " + to + ".");
        }
    }

    /** Another runner has taken the job over, or it has ended: this runner may not write any more. */
    static final class Lost extends JobException {

        private static final long serialVersionUID = 1L;

        Lost(String id) {
            super("Another runner has taken the retraining " + id + " over.");
        }
    }

    /** This program stops, and another runner goes on with the job. */
    static final class Stopped extends JobException {

        private static final long serialVersionUID = 1L;

        Stopped() {
            super("The service is stopping.");
        }
    }

    /** The idempotency key has started a job with other content. */
    public static final class ReusedKey extends JobException {

        private static final long serialVersionUID = 1L;

        ReusedKey(String id) {
            super("This Idempotency-Key has started the retraining " + id
                    + " with other data or settings: use a new key.");
        }
    }
}

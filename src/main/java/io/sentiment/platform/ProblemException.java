package io.sentiment.platform;

/** Refuses a request; whoever throws it has the sentence for the client. */
@SuppressWarnings("serial") // Never leaves the process.
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;

    /** See {@link Problem#asException}. */
    ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /** What is wrong. */
    public Problem problem() {
        return problem;
    }
}

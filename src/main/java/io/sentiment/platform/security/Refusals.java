package io.sentiment.platform.security;

import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.ProblemWriter;
import io.sentiment.platform.security.SecurityFailures.Reason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;

/** Tells callers why they are refused, and counts it. Thread-safe. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Duration ISSUER_RETRY = Duration.ofSeconds(5);

    private final ProblemWriter problems;
    private final SecurityFailures failures;

    Refusals(ProblemWriter problems, SecurityFailures failures) {
        this.problems = problems;
        this.failures = failures;
    }

    void missingToken(Role needed, HttpServletRequest request, HttpServletResponse response) throws IOException {
        failures.count(Reason.MISSING_TOKEN);
        unauthorized("This call needs a bearer token with the role " + needed + ".", request, response);
    }

    /** The token was no good, or could not be looked at. */
    void failedToken(AuthenticationException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (failure instanceof TooManyFailuresException tooMany) {
            failures.count(Reason.SLOWED);
            Problem problem = Problem.of(
                    ProblemType.TOO_MANY_FAILURES, "Too many wrong tokens have come from this address; wait a while.");
            problems.write(problem.retryAfter(tooMany.delay()), request, response);
        } else if (failure instanceof AuthenticationServiceException) {
            failures.count(Reason.ISSUER_UNREACHABLE);
            LOG.warn("The keys of the issuer cannot be read: {}", failure.getMessage());
            Problem problem = Problem.of(
                    ProblemType.NOT_READY, "The token cannot be checked now, because its issuer cannot be reached.");
            problems.write(problem.retryAfter(ISSUER_RETRY), request, response);
        } else {
            failures.count(Reason.WRONG_TOKEN);
            unauthorized("The bearer token is unknown or has expired.", request, response);
        }
    }

    void forbidden(Role needed, AccessDeniedException denied, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        LOG.debug("Refused {} {}", request.getMethod(), request.getRequestURI(), denied);
        failures.count(Reason.FORBIDDEN);
        problems.write(
                Problem.of(ProblemType.FORBIDDEN, "This call needs a bearer token with the role " + needed + "."),
                request,
                response);
    }

    private void unauthorized(String detail, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problems.write(Problem.of(ProblemType.UNAUTHORIZED, detail), request, response);
    }
}

package io.sentiment.platform.security;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.ProblemWriter;
import io.sentiment.platform.security.SlowedAttempts.TooManyFailuresException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.csrf.CsrfException;

/** Tells callers why they are refused, and counts it as {@code sentiment.security.failures}. Thread-safe. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Duration ISSUER_RETRY = Duration.ofSeconds(5);
    private static final Duration DATABASE_RETRY = Duration.ofSeconds(5);

    private final ProblemWriter problems;
    private final Map<Reason, Counter> counters = new EnumMap<>(Reason.class);

    /** Registers every reason, so that a rate can be computed from the first failure on. */
    Refusals(ProblemWriter problems, MeterRegistry registry) {
        this.problems = problems;
        for (Reason reason : Reason.values()) {
            counters.put(
                    reason,
                    Counter.builder("sentiment.security.failures")
                            .description("Calls that were refused because of who made them")
                            .tag("reason", reason.tag())
                            .register(registry));
        }
    }

    void missingToken(Role needed, HttpServletRequest request, HttpServletResponse response) throws IOException {
        count(Reason.MISSING_TOKEN);
        unauthorized("This call needs a bearer token with the role " + needed + ".", request, response);
    }

    /** The token was no good, or could not be looked at. */
    void failedToken(AuthenticationException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (failure instanceof TooManyFailuresException tooMany) {
            count(Reason.SLOWED);
            Problem problem = Problem.of(
                    ProblemType.TOO_MANY_FAILURES, "Too many wrong tokens have come from this address; wait a while.");
            problems.write(problem.retryAfter(tooMany.delay()), request, response);
        } else if (failure instanceof AuthenticationServiceException) {
            count(Reason.ISSUER_UNREACHABLE);
            LOG.warn("The keys of the issuer cannot be read: {}", failure.getMessage());
            Problem problem = Problem.of(
                    ProblemType.NOT_READY, "The token cannot be checked now, because its issuer cannot be reached.");
            problems.write(problem.retryAfter(ISSUER_RETRY), request, response);
        } else {
            count(Reason.WRONG_TOKEN);
            unauthorized("The bearer token is unknown or has expired.", request, response);
        }
    }

    void forbidden(Role needed, AccessDeniedException denied, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        LOG.debug("Refused {} {}", request.getMethod(), request.getRequestURI(), denied);
        count(Reason.FORBIDDEN);
        problems.write(
                Problem.of(ProblemType.FORBIDDEN, "This call needs a bearer token with the role " + needed + "."),
                request,
                response);
    }

    /** A call of the page for which nobody has signed in, or whose sign-in is over. */
    void notSignedIn(boolean over, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (over) {
            count(Reason.SIGN_IN_OVER);
            unauthorized("The sign-in is over; sign in again.", request, response);
        } else {
            missingToken(Role.CLIENT, request, response);
        }
    }

    /** A call of the page that another site may have made the browser send, or for which the role is not enough. */
    void forbiddenToPage(AccessDeniedException denied, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!(denied instanceof CsrfException)) {
            forbidden(Role.ADMIN, denied, request, response);
            return;
        }
        count(Reason.FORGED);
        problems.write(
                Problem.of(
                        ProblemType.FORBIDDEN,
                        "A call with the cookie of a sign-in needs the header X-XSRF-TOKEN with the value of the cookie"
                                + " XSRF-TOKEN."),
                request,
                response);
    }

    void signInsUnreadable(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = Problem.of(ProblemType.NOT_READY, "The database that knows who has signed in is away.");
        problems.write(problem.retryAfter(DATABASE_RETRY), request, response);
    }

    private void unauthorized(String detail, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problems.write(Problem.of(ProblemType.UNAUTHORIZED, detail), request, response);
    }

    private void count(Reason reason) {
        Counter counter = counters.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    /** Why a call was refused: the values of the tag {@code reason}. */
    private enum Reason {
        /** The call needs a token, and there was none. */
        MISSING_TOKEN,

        /** Nobody knows the token, or its time is over. */
        WRONG_TOKEN,

        /** The caller is known but has not the role. */
        FORBIDDEN,

        /** The cookie of a sign-in is unknown, or its time is over. */
        SIGN_IN_OVER,

        /** The cookie of a sign-in came without the token against forgery. */
        FORGED,

        /** The address has sent too many wrong tokens. */
        SLOWED,

        /** The token may be a JWT, and the keys of the issuer cannot be read. */
        ISSUER_UNREACHABLE;

        private String tag() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}

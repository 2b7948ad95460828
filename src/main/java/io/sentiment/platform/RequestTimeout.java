package io.sentiment.platform;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.stereotype.Component;

/** How long the server waits for the next byte of a request, and what clients that pause longer learn. Thread-safe. */
@Component
public final class RequestTimeout {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** What Tomcat does where nobody says anything. */
    private static final Duration OF_TOMCAT = Duration.ofMinutes(1);

    private final Duration patience;

    RequestTimeout(TomcatServerProperties server) {
        this.patience = Objects.requireNonNullElse(server.getConnectionTimeout(), OF_TOMCAT);
    }

    /** Whether a body could not be read on because nothing came for so long. */
    public static boolean isCauseOf(IOException unreadable) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    /** What a client learns whose body has stopped. */
    public Problem problem() {
        return Problem.of(
                ProblemType.REQUEST_TIMEOUT,
                "The rest of the body did not come: after " + inWords() + " without a byte the service waits no longer"
                        + " (server.tomcat.connection-timeout). Send it without such a pause.");
    }

    private String inWords() {
        if (patience.equals(SECOND)) {
            return "1 second";
        }
        return patience.toMillis() % SECOND.toMillis() == 0
                ? patience.toSeconds() + " seconds"
                : patience.toMillis() + " milliseconds";
    }
}

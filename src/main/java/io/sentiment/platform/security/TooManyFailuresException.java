package io.sentiment.platform.security;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** The address has sent too many wrong tokens; this one was not looked at. */
@SuppressWarnings("serial") // Never leaves the process.
final class TooManyFailuresException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final Duration delay;

    TooManyFailuresException(Duration delay) {
        super("Too many wrong tokens");
        this.delay = delay;
    }

    Duration delay() {
        return delay;
    }
}

package io.sentiment.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/** Looks at the token of a request unless its address has sent too many wrong ones. */
final class SlowedAttempts implements AuthenticationManagerResolver<HttpServletRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(SlowedAttempts.class);

    private final AuthenticationManager tokens;
    private final FailureLimit limit;

    SlowedAttempts(AuthenticationManager tokens, FailureLimit limit) {
        this.tokens = tokens;
        this.limit = limit;
    }

    @Override
    public AuthenticationManager resolve(HttpServletRequest request) {
        String address = ClientAddress.of(request.getRemoteAddr());
        return attempt -> authenticate(attempt, address);
    }

    private Authentication authenticate(Authentication attempt, String address) {
        var delay = limit.delay(address);
        if (!delay.isZero()) {
            throw new TooManyFailuresException(delay);
        }
        try {
            return tokens.authenticate(attempt);
        } catch (AuthenticationServiceException noFaultOfTheCaller) {
            throw noFaultOfTheCaller;
        } catch (AuthenticationException wrongToken) {
            if (limit.failed(address)) {
                LOG.warn("{} has sent too many wrong tokens and has to wait", address);
            }
            throw wrongToken;
        }
    }
}

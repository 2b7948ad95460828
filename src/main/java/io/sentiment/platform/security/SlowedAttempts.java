package io.sentiment.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
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

    private static final int NETWORK_BYTES = 8;

    private final AuthenticationManager tokens;
    private final FailureLimit limit;

    SlowedAttempts(AuthenticationManager tokens, FailureLimit limit) {
        this.tokens = tokens;
        this.limit = limit;
    }

    @Override
    public AuthenticationManager resolve(HttpServletRequest request) {
        String address = counted(request.getRemoteAddr());
        return attempt -> authenticate(attempt, address);
    }

    private Authentication authenticate(Authentication attempt, String address) {
        Duration delay = limit.delay(address);
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

    /** The address that attempts are counted for; of IPv6 only the network (/64), because whoever has one address of it has them all. */
    static String counted(String remoteAddress) {
        if (remoteAddress.indexOf(':') < 0) {
            return remoteAddress;
        }
        try {
            InetAddress address = InetAddress.getByName(remoteAddress); // A literal: asks no name server.
            if (address instanceof Inet6Address) {
                byte[] network = Arrays.copyOf(Arrays.copyOf(address.getAddress(), NETWORK_BYTES), 2 * NETWORK_BYTES);
                return InetAddress.getByAddress(network).getHostAddress() + "/64";
            }
            return address.getHostAddress();
        } catch (UnknownHostException noAddress) {
            return remoteAddress;
        }
    }

    /** The address has sent too many wrong tokens; this one was not looked at. */
    @SuppressWarnings("serial") // Never leaves the process.
    static final class TooManyFailuresException extends AuthenticationException {

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
}

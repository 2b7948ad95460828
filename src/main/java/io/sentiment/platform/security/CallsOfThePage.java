package io.sentiment.platform.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Signing in and out, and calls that need a role and come with the cookie of a sign-in instead of a token. Thread-safe.
 */
final class CallsOfThePage implements RequestMatcher {

    private static final PathPatternRequestMatcher.Builder PATHS = PathPatternRequestMatcher.withDefaults();

    private final RequestMatcher signingIn;
    private final RequestMatcher needsRole;
    private final SignIns signIns;

    CallsOfThePage(SignIns signIns, ProtectedCalls calls) {
        this.signIns = signIns;
        this.signingIn = PATHS.matcher(signIns.path());
        Stream<String> patterns = calls.predictionsAreOpen() ? Stream.of() : Stream.of(calls.predictions());
        this.needsRole = new OrRequestMatcher(Stream.concat(patterns, Stream.of(ProtectedCalls.ADMINISTRATION))
                .<RequestMatcher>map(PATHS::matcher)
                .toList());
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        // What the container makes of a refused request has its headers, also those that must not be read.
        return request.getDispatcherType() != DispatcherType.ERROR
                && (signingIn.matches(request)
                        || (comesWithCookieOnly(signIns, request) && needsRole.matches(request)));
    }

    /**
     * Whether the cookie tells who calls. Where there is a token, that does: browsers add cookies to what other sites
     * make them send, but never a token.
     */
    static boolean comesWithCookieOnly(SignIns signIns, HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null && signIns.areClaimedBy(request);
    }
}

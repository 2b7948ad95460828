package io.sentiment.page;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * The cookie that holds the secret of a sign-in: no script reads it, and browsers send it to nobody but this service and
 * with no request that another site has made them send.
 */
final class SessionCookie {

    private static final String NAME = "session";

    /** Browsers take a cookie of such a name over TLS only, and from no other host of the same domain. */
    private static final String NAME_OVER_TLS = "__Host-" + NAME;

    private SessionCookie() {}

    static Optional<String> secret(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, name(request))).map(Cookie::getValue);
    }

    static ResponseCookie of(String secret, Duration lasts, HttpServletRequest request) {
        return ResponseCookie.from(name(request), secret)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .path("/")
                .maxAge(lasts)
                .build();
    }

    /** Makes the browser forget it. */
    static ResponseCookie none(HttpServletRequest request) {
        return of("", Duration.ZERO, request);
    }

    private static String name(HttpServletRequest request) {
        return request.isSecure() ? NAME_OVER_TLS : NAME;
    }
}

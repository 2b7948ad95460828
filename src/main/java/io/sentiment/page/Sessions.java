package io.sentiment.page;

import io.sentiment.platform.security.SignIns;
import io.sentiment.platform.security.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Signs people in at the page and out again. Every replica knows who is; throws
 * {@link org.springframework.dao.DataAccessException} when the database is away. Thread-safe.
 */
@Component
@ConditionalOnPage
public class Sessions implements SignIns {

    /** The path of the call that signs in and out. */
    public static final String PATH = "/api/v1/session";

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final int SECRET_BYTES = 32;

    private final SessionStore store;
    private final PageProperties properties;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Sessions(SessionStore store, PageProperties properties, Clock clock) {
        this.store = store;
        this.properties = properties;
        this.clock = clock;
    }

    /** Signs a caller in, and whoever the browser was signed in as before out. */
    public Opened open(SignedIn caller, HttpServletRequest request) {
        SessionCookie.secret(request).ifPresent(store::remove);
        Instant now = clock.instant();
        Instant longest = now.plus(properties.session());
        Instant ends = caller.until() == null || caller.until().isAfter(longest) ? longest : caller.until();
        Session session = new Session(caller, ends);
        String secret = secret();
        store.add(secret, session);
        LOG.info("{} has signed in at the page", caller.name());
        return new Opened(session, SessionCookie.of(secret, Duration.between(now, ends), request));
    }

    /** Signs the caller out and returns the cookie that makes the browser forget it. */
    public ResponseCookie close(HttpServletRequest request) {
        SessionCookie.secret(request).ifPresent(store::remove);
        return SessionCookie.none(request);
    }

    /** The session of the request, unless it is over. */
    public Optional<Session> session(HttpServletRequest request) {
        return SessionCookie.secret(request).flatMap(store::find);
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public boolean areClaimedBy(HttpServletRequest request) {
        return SessionCookie.secret(request).isPresent();
    }

    @Override
    public Optional<SignedIn> find(HttpServletRequest request) {
        return session(request).map(Session::caller);
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * A sign-in that has just begun.
     *
     * @param session the sign-in
     * @param cookie that proves it
     */
    public record Opened(Session session, ResponseCookie cookie) {}
}

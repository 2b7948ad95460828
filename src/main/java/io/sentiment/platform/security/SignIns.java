package io.sentiment.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Knows callers who come with a cookie instead of a token. Implementations are thread-safe. */
public interface SignIns {

    /** The path of the call that signs in and out. */
    String path();

    /** Whether the request comes with such a cookie, be it good or not. Asks no database. */
    boolean areClaimedBy(HttpServletRequest request);

    /**
     * Who has got that cookie, unless its time is over.
     *
     * @throws org.springframework.dao.DataAccessException if the database is away
     */
    Optional<SignedIn> find(HttpServletRequest request);
}

package io.sentiment.platform.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Somebody who has shown a token and is known for a while without it. Immutable.
 *
 * @param name of the caller, as the audit trail has it
 * @param role that the token had
 * @param tokenSha256 hash of the API token, which must still be configured when the caller comes again; null for a JWT
 * @param until when the token itself is over; null if it never is
 */
public record SignedIn(
        String name,
        Role role,
        @Nullable String tokenSha256,
        @Nullable Instant until) {

    /** Whoever has just shown a token that is good for the role client at least. */
    public static SignedIn of(Authentication caller) {
        boolean administers = caller.getAuthorities().stream()
                .anyMatch(authority -> Role.ADMIN.authority().equals(authority.getAuthority()));
        return new SignedIn(
                caller.getName(),
                administers ? Role.ADMIN : Role.CLIENT,
                caller.getCredentials() instanceof TokenHash hash ? hash.toString() : null,
                caller instanceof JwtAuthenticationToken jwt ? jwt.getToken().getExpiresAt() : null);
    }
}

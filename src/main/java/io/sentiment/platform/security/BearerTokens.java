package io.sentiment.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Tells who a bearer token stands for: first among the API tokens, then, where there is an issuer, as a JWT of it. */
final class BearerTokens implements AuthenticationManager {

    private static final int DOTS_OF_A_JWT = 2;

    private final ApiTokens apiTokens;
    private final @Nullable JwtAuthenticationProvider issued;

    BearerTokens(ApiTokens apiTokens, @Nullable JwtAuthenticationProvider issued) {
        this.apiTokens = apiTokens;
        this.issued = issued;
    }

    /**
     * The caller, whose name is that of the API token, or {@code jwt:} and the subject of the JWT.
     *
     * @throws AuthenticationServiceException if the issuer's keys cannot be read
     * @throws org.springframework.security.core.AuthenticationException if nobody knows the token
     */
    @Override
    public Authentication authenticate(Authentication attempt) {
        String token = ((BearerTokenAuthenticationToken) attempt).getToken();
        return apiTokens.find(token).map(BearerTokens::caller).orElseGet(() -> issued(attempt, token));
    }

    private static Authentication caller(ApiTokens.Token token) {
        return UsernamePasswordAuthenticationToken.authenticated(
                token.name(), token.hash(), token.role().authorities());
    }

    private Authentication issued(Authentication attempt, String token) {
        // What is no JWT is not worth a question to the issuer.
        if (issued == null
                || token.chars().filter(character -> character == '.').count() != DOTS_OF_A_JWT) {
            throw new BadCredentialsException("No such token");
        }
        try {
            return issued.authenticate(attempt);
        } catch (JwtDecoderInitializationException unreachable) {
            throw new AuthenticationServiceException("The issuer cannot be reached", unreachable);
        }
    }

    /**
     * Takes the token from the {@code Authorization} header and from nowhere else: query parameters get into logs. Other
     * than Spring's, it takes any character, because an admin token in plain text may have any.
     */
    static final class Header implements AuthenticationConverter {

        private static final String SCHEME = "bearer ";

        @Override
        public @Nullable Authentication convert(HttpServletRequest request) {
            String header = request.getHeader(HttpHeaders.AUTHORIZATION);
            if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
                return null;
            }
            String token = header.substring(SCHEME.length()).strip();
            return token.isEmpty() ? null : new BearerTokenAuthenticationToken(token);
        }
    }
}

package io.sentiment.platform.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

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

    private static Authentication caller(ApiToken token) {
        return UsernamePasswordAuthenticationToken.authenticated(
                token.name(), null, token.role().authorities());
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
}

package io.sentiment.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sentiment.platform.security.ApiTokens.Token;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/** An issuer that has never been reached: nothing listens on its port. */
class BearerTokensTest {

    private final BearerTokens tokens = new BearerTokens(
            new ApiTokens(List.of(Token.admin("secret"))),
            new JwtAuthenticationProvider(new SupplierJwtDecoder(() ->
                    NimbusJwtDecoder.withIssuerLocation("http://localhost:1").build())));

    @Test
    void aJwtCannotBeChecked() {
        assertThatExceptionOfType(AuthenticationServiceException.class)
                .isThrownBy(() -> tokens.authenticate(new BearerTokenAuthenticationToken("e30.e30.e30")));
    }

    @Test
    void apiTokensAreKnownAndOthersWrongWithoutIt() {
        assertThat(tokens.authenticate(new BearerTokenAuthenticationToken("secret"))
                        .getName())
                .isEqualTo("admin-token");
        assertThatExceptionOfType(BadCredentialsException.class)
                .isThrownBy(() -> tokens.authenticate(new BearerTokenAuthenticationToken("guess")));
    }
}

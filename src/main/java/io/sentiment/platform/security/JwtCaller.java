package io.sentiment.platform.security;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

/** The caller that a JWT names, with the role of its scopes. One without our scopes has none. */
final class JwtCaller implements Converter<Jwt, AbstractAuthenticationToken> {

    /** No API token can have such a name. */
    private static final String PREFIX = "jwt:";

    private final SecurityProperties.Scopes scopes;
    private final JwtGrantedAuthoritiesConverter granted = new JwtGrantedAuthoritiesConverter();

    JwtCaller(SecurityProperties.Scopes scopes) {
        this.scopes = scopes;
        granted.setAuthorityPrefix("");
    }

    @Override
    public AbstractAuthenticationToken convert(Jwt jwt) {
        return new JwtAuthenticationToken(jwt, authorities(jwt), PREFIX + name(jwt));
    }

    private Collection<GrantedAuthority> authorities(Jwt jwt) {
        List<String> names = granted.convert(jwt).stream()
                .map(GrantedAuthority::getAuthority)
                .filter(Objects::nonNull)
                .toList();
        if (names.contains(scopes.admin())) {
            return Role.ADMIN.authorities();
        }
        return names.contains(scopes.client()) ? Role.CLIENT.authorities() : List.of();
    }

    /** Not every issuer names a subject where a program has asked for the token. */
    private static String name(Jwt jwt) {
        return Stream.of("sub", "client_id", "azp")
                .map(jwt::getClaimAsString)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("unnamed");
    }
}

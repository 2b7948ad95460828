package io.sentiment.platform.security;

import io.micrometer.core.instrument.MeterRegistry;
import io.sentiment.platform.ProblemWriter;
import io.sentiment.platform.Routes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.web.client.RestTemplate;

/** Puts together what knows callers. Spring Boot makes a decoder of JWTs where an issuer is configured. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    private static final Duration ISSUER_TIMEOUT = Duration.ofSeconds(5);

    @Bean
    ApiTokens apiTokens(SecurityProperties properties, ObjectProvider<JwtDecoder> issuer) {
        List<ApiTokens.Token> configured = ConfiguredTokens.of(properties);
        ApiTokens tokens = new ApiTokens(configured);
        return tokens.have(Role.ADMIN) || issuer.getIfAvailable() != null
                ? tokens
                : ApiTokens.withPrintedAdminToken(configured);
    }

    @Bean
    ProtectedCalls protectedCalls(
            Routes routes, SecurityProperties properties, ApiTokens tokens, ObjectProvider<JwtDecoder> issuer) {
        boolean clientsAreKnown = tokens.have(Role.CLIENT) || issuer.getIfAvailable() != null;
        return new ProtectedCalls(routes, properties.predictions(), clientsAreKnown);
    }

    @Bean
    FailureLimit failureLimit(SecurityProperties properties) {
        return new FailureLimit(properties.failureLimit(), properties.failureWindow(), System::nanoTime);
    }

    @Bean
    SlowedAttempts slowedAttempts(
            SecurityProperties properties, ApiTokens tokens, ObjectProvider<JwtDecoder> issuer, FailureLimit limit) {
        return new SlowedAttempts(new BearerTokens(tokens, issued(properties, issuer.getIfAvailable())), limit);
    }

    @Bean
    Refusals refusals(ProblemWriter problems, MeterRegistry meters) {
        return new Refusals(problems, meters);
    }

    /** Issuers that follow RFC 9068 mark access tokens as such; Spring would refuse those by default. */
    @Bean
    JwtTypeValidator accessTokensAreJwts() {
        JwtTypeValidator types = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        types.setAllowEmpty(true);
        return types;
    }

    /** Callers wait while the keys of the issuer are read; Spring's 30 seconds would be too long. */
    @Bean
    JwkSetUriJwtDecoderBuilderCustomizer issuerTimeout() {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(ISSUER_TIMEOUT);
        requests.setReadTimeout(ISSUER_TIMEOUT);
        return decoder -> decoder.restOperations(new RestTemplate(requests));
    }

    private static @Nullable JwtAuthenticationProvider issued(
            SecurityProperties properties, @Nullable JwtDecoder decoder) {
        if (decoder == null) {
            return null;
        }
        JwtAuthenticationProvider issued = new JwtAuthenticationProvider(decoder);
        issued.setJwtAuthenticationConverter(new JwtCaller(properties.scopes()));
        return issued;
    }
}

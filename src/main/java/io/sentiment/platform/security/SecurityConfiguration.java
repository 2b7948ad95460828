package io.sentiment.platform.security;

import io.sentiment.platform.Problem;
import io.sentiment.platform.ProblemType;
import io.sentiment.platform.ProblemWriter;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Administration needs the role admin, predictions are open or need the role client, descriptions, health and metrics
 * are open, and a path without a {@link io.sentiment.platform.Route} does not exist.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** Swagger UI has its scripts in files of its own, but styles and pictures inside the page. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final ProtectedCalls calls;
    private final SlowedAttempts attempts;
    private final Refusals refusals;

    SecurityConfiguration(ProtectedCalls calls, SlowedAttempts attempts, Refusals refusals) {
        this.calls = calls;
        this.attempts = attempts;
        this.refusals = refusals;
    }

    @Bean
    @Order(1)
    SecurityFilterChain administration(HttpSecurity http) {
        http.securityMatcher(ProtectedCalls.ADMINISTRATION);
        return needing(Role.ADMIN, http);
    }

    @Bean
    @Order(2)
    SecurityFilterChain predictions(HttpSecurity http) {
        http.securityMatcher(calls.predictions());
        return calls.predictionsAreOpen() ? open(http) : needing(Role.CLIENT, http);
    }

    @Bean
    @Order(3)
    SecurityFilterChain descriptions(HttpSecurity http) {
        http.securityMatcher(calls.open());
        return open(http);
    }

    @Bean
    @Order(4)
    SecurityFilterChain anythingElse(HttpSecurity http, ProblemWriter problems) {
        // Errors of open calls are forwarded to /error, which clients cannot call; those of responses that have begun
        // include it.
        Problem nothing = Problem.of(ProblemType.NOT_FOUND, "There is nothing at this path.");
        return stateless(http)
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.INCLUDE)
                                .permitAll()
                                .anyRequest()
                                .denyAll())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                        (request, response, exception) -> problems.write(nothing, request, response)))
                .build();
    }

    private SecurityFilterChain needing(Role role, HttpSecurity http) {
        return stateless(http)
                .addFilterBefore(bearer(attempts, refusals), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().hasAuthority(role.authority()))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                                (request, response, missing) -> refusals.missingToken(role, request, response))
                        .accessDeniedHandler(
                                (request, response, denied) -> refusals.forbidden(role, denied, request, response)))
                .build();
    }

    /** Looks at the token of a call, if it has one. */
    static BearerTokenAuthenticationFilter bearer(SlowedAttempts attempts, Refusals refusals) {
        BearerTokenAuthenticationFilter bearer =
                new BearerTokenAuthenticationFilter(attempts, new BearerTokens.Header());
        bearer.setAuthenticationFailureHandler(
                (request, response, failure) -> refusals.failedToken(failure, request, response));
        return bearer;
    }

    private static SecurityFilterChain open(HttpSecurity http) {
        return stateless(http)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    static HttpSecurity stateless(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable) // No cookie tells who calls.
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)));
    }
}

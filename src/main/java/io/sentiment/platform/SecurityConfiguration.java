package io.sentiment.platform;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Predictions are open, administration needs the token, and whatever is on neither list does not exist. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String ADMIN = "/api/v1/admin/**";
    private static final String[] OPEN = {
        "/api/v1/predictions",
        "/api/v1/models/**",
        "/v2/**",
        "/actuator/health/**",
        "/actuator/info",
        "/actuator/prometheus",
        "/v3/api-docs/**",
        "/v3/api-docs.yaml",
        "/swagger-ui.html",
        "/swagger-ui/**"
    };

    /** Swagger UI has its scripts in files of its own, but styles and pictures inside the page. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final ProblemWriter problems;

    SecurityConfiguration(ProblemWriter problems) {
        this.problems = problems;
    }

    @Bean
    @Order(1)
    SecurityFilterChain administration(HttpSecurity http, AdminToken adminToken) {
        http.securityMatcher(ADMIN)
                .authorizeHttpRequests(requests -> requests.anyRequest().access(adminToken));
        Problem unauthorized = Problem.of(ProblemType.UNAUTHORIZED, "This call needs the admin token as bearer token.");
        return stateless(http, unauthorized);
    }

    @Bean
    @Order(2)
    SecurityFilterChain open(HttpSecurity http) {
        http.securityMatcher(OPEN)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        return stateless(http, StatusProblems.of(403));
    }

    @Bean
    @Order(3)
    SecurityFilterChain anythingElse(HttpSecurity http) {
        // Errors of open calls are forwarded to /error, which clients cannot call; those of responses that have begun
        // include it.
        http.authorizeHttpRequests(
                requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.INCLUDE)
                        .permitAll()
                        .anyRequest()
                        .denyAll());
        return stateless(http, StatusProblems.of(404));
    }

    private SecurityFilterChain stateless(HttpSecurity http, Problem refusal) {
        return http.csrf(AbstractHttpConfigurer::disable) // No cookie tells who calls.
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, exception) -> {
                    if (refusal.type() == ProblemType.UNAUTHORIZED) {
                        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                    }
                    problems.write(refusal, request, response);
                }))
                .build();
    }
}

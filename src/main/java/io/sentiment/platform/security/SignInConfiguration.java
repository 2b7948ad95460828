package io.sentiment.platform.security;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;

/**
 * What holds for callers who come with the cookie of a sign-in: the same roles as with a token, and a second token in a
 * header against forgery, as Spring Security has it for single-page applications. Calls with a bearer token do not get
 * here.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "sentiment.page.enabled", matchIfMissing = true)
class SignInConfiguration {

    @Bean
    @Order(0)
    SecurityFilterChain signIns(
            HttpSecurity http,
            SignIns signIns,
            ProtectedCalls calls,
            ApiTokens tokens,
            SlowedAttempts attempts,
            Refusals refusals) {
        return SecurityConfiguration.stateless(http)
                .securityMatcher(new CallsOfThePage(signIns, calls))
                .csrf(csrf -> csrf.spa()
                        .csrfTokenRepository(forgeryTokens())
                        .requireCsrfProtectionMatcher(request -> CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request)
                                && CallsOfThePage.comesWithCookieOnly(signIns, request)))
                .addFilterBefore(SecurityConfiguration.bearer(attempts, refusals), AnonymousAuthenticationFilter.class)
                .addFilterBefore(new SignInFilter(signIns, tokens, refusals), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.POST, signIns.path())
                        .hasAuthority(Role.CLIENT.authority())
                        .requestMatchers(signIns.path())
                        .permitAll()
                        .requestMatchers(ProtectedCalls.ADMINISTRATION)
                        .hasAuthority(Role.ADMIN.authority())
                        .anyRequest()
                        .hasAuthority(Role.CLIENT.authority()))
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, missing) ->
                                refusals.notSignedIn(signIns.areClaimedBy(request), request, response))
                        .accessDeniedHandler(
                                (request, response, denied) -> refusals.forbiddenToPage(denied, request, response)))
                .build();
    }

    private static CookieCsrfTokenRepository forgeryTokens() {
        CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Strict"));
        tokens.setCookiePath("/");
        return tokens;
    }
}

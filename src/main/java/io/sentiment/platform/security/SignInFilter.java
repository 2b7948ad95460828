package io.sentiment.platform.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells who calls by the cookie of a sign-in, as long as the token that was shown for it is still good. */
final class SignInFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(SignInFilter.class);

    private final SignIns signIns;
    private final ApiTokens tokens;
    private final Refusals refusals;

    /** Where answers that come later, from other threads, find the caller again. */
    private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    SignInFilter(SignIns signIns, ApiTokens tokens, Refusals refusals) {
        this.signIns = signIns;
        this.tokens = tokens;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (CallsOfThePage.comesWithCookieOnly(signIns, request)) {
            Optional<SignedIn> caller;
            try {
                caller = signIns.find(request).filter(this::isStillKnown);
            } catch (DataAccessException | TransactionException away) {
                LOG.warn("Who has signed in cannot be read: {}", away.getMessage());
                refusals.signInsUnreadable(request, response);
                return;
            }
            caller.ifPresent(known -> enter(known, request, response));
        }
        chain.doFilter(request, response);
    }

    private boolean isStillKnown(SignedIn caller) {
        return caller.tokenSha256() == null || tokens.have(caller.tokenSha256());
    }

    private void enter(SignedIn caller, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                caller.name(), null, caller.role().authorities()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}

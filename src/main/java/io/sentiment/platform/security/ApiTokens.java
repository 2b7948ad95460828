package io.sentiment.platform.security;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API tokens of this run. Immutable and thread-safe. */
final class ApiTokens {

    private static final Logger LOG = LoggerFactory.getLogger(ApiTokens.class);

    private final List<Token> tokens;

    ApiTokens(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /** With one more token, which only the log shows: the way in where none is configured. */
    static ApiTokens withPrintedAdminToken(List<Token> configured) {
        String token = TokenHash.randomToken();
        LOG.info("Admin token of this run, because none is configured (sentiment.security.admin-token): {}", token);
        return new ApiTokens(Stream.concat(configured.stream(), Stream.of(Token.admin(token)))
                .toList());
    }

    /** Compares with every token, so that the time tells nothing about which of them was close. */
    Optional<Token> find(String text) {
        TokenHash hash = TokenHash.of(text);
        @Nullable Token found = null;
        for (Token token : tokens) {
            if (token.hash().matches(hash)) {
                found = token;
            }
        }
        return Optional.ofNullable(found);
    }

    /** Whether a token with that hash, as 64 hexadecimal digits, is still one of these. */
    boolean have(String sha256) {
        return tokens.stream().anyMatch(token -> token.hash().toString().equals(sha256));
    }

    boolean have(Role role) {
        return tokens.stream().anyMatch(token -> token.role() == role);
    }

    /** A token that the configuration knows, by the name that logs and the audit trail show. */
    record Token(String name, Role role, TokenHash hash) {

        /** The name of the token that stands in plain text in the configuration, or that the start has made. */
        static final String ADMIN = "admin-token";

        static Token admin(String token) {
            return new Token(ADMIN, Role.ADMIN, TokenHash.of(token));
        }
    }
}

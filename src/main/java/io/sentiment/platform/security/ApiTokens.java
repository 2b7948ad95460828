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

    private final List<ApiToken> tokens;

    ApiTokens(List<ApiToken> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /** With one more token, which only the log shows: the way in where none is configured. */
    static ApiTokens withPrintedAdminToken(List<ApiToken> configured) {
        String token = TokenHash.randomToken();
        LOG.info("Admin token of this run, because none is configured (sentiment.security.admin-token): {}", token);
        return new ApiTokens(Stream.concat(configured.stream(), Stream.of(ApiToken.admin(token)))
                .toList());
    }

    /** Compares with every token, so that the time tells nothing about which of them was close. */
    Optional<ApiToken> find(String text) {
        TokenHash hash = TokenHash.of(text);
        @Nullable ApiToken found = null;
        for (ApiToken token : tokens) {
            if (token.hash().matches(hash)) {
                found = token;
            }
        }
        return Optional.ofNullable(found);
    }

    boolean have(Role role) {
        return tokens.stream().anyMatch(token -> token.role() == role);
    }
}

package io.sentiment.platform.security;

/** A token that the configuration knows, by the name that logs and the audit trail show. */
record ApiToken(String name, Role role, TokenHash hash) {

    /** The name of the token that stands in plain text in the configuration, or that the start has made. */
    static final String ADMIN_TOKEN = "admin-token";

    static ApiToken admin(String token) {
        return new ApiToken(ADMIN_TOKEN, Role.ADMIN, TokenHash.of(token));
    }
}

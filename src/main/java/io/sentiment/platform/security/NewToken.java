package io.sentiment.platform.security;

import java.util.List;

/**
 * A token that has just been made. Immutable and thread-safe.
 *
 * @param name name of the caller
 * @param role what the caller may do
 * @param token what the caller sends: 256 random bits as 43 letters, digits, hyphens and underscores
 */
public record NewToken(String name, Role role, String token) {

    /**
     * Another token each time.
     *
     * @throws UnusableSettingsException if callers cannot have that name
     */
    public static NewToken create(String name, Role role) {
        ConfiguredTokens.requireUsableName(name, "The name");
        return new NewToken(name, role, TokenHash.randomToken());
    }

    /** All that the service needs to know of the token: 64 hexadecimal digits. */
    public String sha256() {
        return TokenHash.of(token).toString();
    }

    /** The settings that make it known, a line each, as entry {@code index} of the list of tokens. */
    public List<String> settings(int index) {
        String property = "sentiment.security.tokens[" + index + "].";
        return List.of(property + "name=" + name, property + "role=" + role, property + "sha256=" + sha256());
    }

    /** Without the token, which must not get into a log by chance. */
    @Override
    public String toString() {
        return "NewToken[name=" + name + ", role=" + role + "]";
    }
}

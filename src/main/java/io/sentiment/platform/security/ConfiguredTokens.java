package io.sentiment.platform.security;

import io.sentiment.platform.security.ApiTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the tokens of the configuration and refuses what would surprise later. */
final class ConfiguredTokens {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private ConfiguredTokens() {}

    /**
     * The tokens with hashes, and the one in plain text.
     *
     * @throws UnusableSettingsException if one has no name, role or hash, or two have the same name or hash
     */
    static List<Token> of(SecurityProperties properties) {
        List<Token> tokens = new ArrayList<>();
        for (int index = 0; index < properties.tokens().size(); index++) {
            String property = "sentiment.security.tokens[" + index + "]";
            Token token = read(properties.tokens().get(index), property);
            requireNew(token, tokens, property);
            tokens.add(token);
        }
        String plain = properties.adminToken();
        if (plain != null && !plain.isBlank()) {
            Token token = Token.admin(plain.strip());
            requireNew(token, tokens, "sentiment.security.admin-token");
            tokens.add(token);
        }
        return List.copyOf(tokens);
    }

    private static Token read(SecurityProperties.Token token, String property) {
        String name = required(token.name(), property + ".name");
        requireUsableName(name, property + ".name");
        Role role = required(token.role(), property + ".role");
        // The value may be a token that somebody put there by mistake: it is not shown.
        TokenHash hash = TokenHash.parse(required(token.sha256(), property + ".sha256"))
                .orElseThrow(() -> new UnusableSettingsException(
                        property + ".sha256 must be the SHA-256 hash of the token as 64 hexadecimal digits."));
        return new Token(name, role, hash);
    }

    /** Names reach logs and the audit trail. */
    static void requireUsableName(String name, String setting) {
        if (!NAME.matcher(name).matches()) {
            throw new UnusableSettingsException(setting
                    + " must be 1 to 64 letters of the English alphabet, digits, dots, hyphens or underscores.");
        }
        if (name.equals(Token.ADMIN)) {
            throw new UnusableSettingsException(
                    setting + " must not be '" + name + "', because sentiment.security.admin-token goes by that name.");
        }
    }

    private static <T> T required(@Nullable T value, String property) {
        if (value == null) {
            throw new UnusableSettingsException(property + " must be set.");
        }
        return value;
    }

    private static void requireNew(Token token, List<Token> before, String property) {
        for (int index = 0; index < before.size(); index++) {
            String other = "sentiment.security.tokens[" + index + "]";
            if (before.get(index).name().equals(token.name())) {
                throw new UnusableSettingsException(property + ".name must differ from that of " + other
                        + ", because both are '" + token.name() + "'.");
            }
            if (before.get(index).hash().matches(token.hash())) {
                throw new UnusableSettingsException(property + " must be another token than " + other + ".");
            }
        }
    }
}

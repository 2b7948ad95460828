package io.sentiment.platform.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The SHA-256 hash of a token, which is all that the service keeps of it. A fast hash is enough, because nobody can try
 * 2^256 random tokens. Immutable and thread-safe.
 */
final class TokenHash {

    private static final int TOKEN_BYTES = 32;
    private static final Pattern SHA_256 = Pattern.compile("\\p{XDigit}{64}");

    private final byte[] digest;

    private TokenHash(byte[] digest) {
        this.digest = digest;
    }

    /** A new token: 256 random bits as 43 letters, digits, hyphens and underscores. */
    static String randomToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The hash of a token. */
    static TokenHash of(String token) {
        try {
            return new TokenHash(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // Every Java platform has SHA-256.
        }
    }

    /** The hash that was written down as 64 hexadecimal digits, if it was. */
    static Optional<TokenHash> parse(String sha256) {
        return SHA_256.matcher(sha256).matches()
                ? Optional.of(new TokenHash(HexFormat.of().parseHex(sha256)))
                : Optional.empty();
    }

    /** Compares in a time that does not tell how much of the two is alike. */
    boolean matches(TokenHash other) {
        return MessageDigest.isEqual(digest, other.digest);
    }

    /** 64 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(digest);
    }
}

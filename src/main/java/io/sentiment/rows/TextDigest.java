package io.sentiment.rows;

import io.sentiment.text.Tokenizer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The first 128 bits of the SHA-256 of a normalised text: 16 bytes instead of the text, and no two texts will ever share
 * them by chance. Not of its tokens, of which "1 out of 10" and "10 out of 10" may have the same.
 */
public record TextDigest(long high, long low) {

    /** Of a text as {@link Tokenizer#normalized} gives it. */
    public static TextDigest of(String normalized) {
        ByteBuffer result = ByteBuffer.wrap(sha256().digest(normalized.getBytes(StandardCharsets.UTF_8)));
        return new TextDigest(result.getLong(), result.getLong());
    }

    /** As 32 hexadecimal digits. */
    public String hex() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256.", e);
        }
    }
}

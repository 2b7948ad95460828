package io.sentiment.rows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The first 128 bits of the SHA-256 of a text's tokens: 16 bytes instead of the text, and no two texts will ever share
 * them by chance.
 */
public record TextDigest(long high, long low) {

    public static TextDigest of(List<String> tokens) {
        MessageDigest digest = sha256();
        for (String token : tokens) {
            byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
            // With its length, so that "a b" and "ab" differ.
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            digest.update(bytes);
        }
        ByteBuffer result = ByteBuffer.wrap(digest.digest());
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

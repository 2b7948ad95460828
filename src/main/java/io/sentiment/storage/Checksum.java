package io.sentiment.storage;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The SHA-256 of the bytes that pass through one stream. Not safe for use by several threads. */
public final class Checksum {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private final MessageDigest digest;

    /** Of no bytes yet. */
    public Checksum() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256.", e);
        }
    }

    /** A stream of the bytes of another; what is read from it counts. */
    public InputStream of(InputStream stream) {
        return new DigestInputStream(stream, digest);
    }

    /** A stream to another; what is written to it counts. */
    public OutputStream of(OutputStream stream) {
        return new DigestOutputStream(stream, digest);
    }

    /** The checksum as 64 lower-case hexadecimal digits. Starts anew. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The checksum of these bytes. */
    public static String hex(byte[] bytes) {
        Checksum checksum = new Checksum();
        checksum.digest.update(bytes);
        return checksum.hex();
    }

    /**
     * Checks that a value is a checksum.
     *
     * @param owner what it is the checksum of, for the message
     * @throws IllegalArgumentException if it is not
     */
    public static void requireHex(String value, String owner) {
        if (!HEX.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "The SHA-256 of the " + owner + " must be 64 lower-case hexadecimal digits.");
        }
    }
}

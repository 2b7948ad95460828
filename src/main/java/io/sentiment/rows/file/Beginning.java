package io.sentiment.rows.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.springframework.util.StreamUtils;

/**
 * What stands at the beginning of a file, from which its encoding and its format are told. Bounded, so that a file of any
 * length takes constant memory.
 */
final class Beginning {

    private static final int MAXIMUM_BYTES = 1 << 20;

    private final byte[] bytes;

    private Beginning(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes it from a stream. */
    static Beginning of(InputStream stream) throws IOException {
        return new Beginning(stream.readNBytes(MAXIMUM_BYTES));
    }

    /** At most a mebibyte, which nobody may change. */
    byte[] bytes() {
        return bytes;
    }

    /** Whether the file has no other bytes. */
    boolean isWhole() {
        return bytes.length < MAXIMUM_BYTES;
    }

    /** The whole file again, given what is left of the stream. */
    InputStream followedBy(InputStream rest) {
        // A sequence closes each stream at its end, but what is left of this one has another owner.
        return new SequenceInputStream(stream(), StreamUtils.nonClosing(rest));
    }

    /** These bytes alone. */
    InputStream stream() {
        return new ByteArrayInputStream(bytes);
    }

    boolean startsWith(byte[] start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int index = 0; index < start.length; index++) {
            if (bytes[index] != start[index]) {
                return false;
            }
        }
        return true;
    }
}

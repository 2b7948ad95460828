package io.sentiment.rows.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.springframework.util.StreamUtils;

/**
 * What stands at the beginning of a file, from which its encoding and its format are told. Bounded, so that a file of any
 * length takes constant memory.
 *
 * @param bytes at most a mebibyte
 * @param isWhole whether the file has no other bytes
 */
// The array is not copied: nothing outside of this package sees it, and nothing in it writes to it.
record Beginning(byte[] bytes, boolean isWhole) {

    private static final int MAXIMUM_BYTES = 1 << 20;

    /** Takes it from a stream. */
    static Beginning of(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(MAXIMUM_BYTES);
        return new Beginning(bytes, bytes.length < MAXIMUM_BYTES);
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

package io.sentiment.rows.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/**
 * The characters of a stream one by one, and the places where its bytes are none. Skips a byte order mark. Not safe for
 * use by several threads.
 */
final class Characters {

    /** Instead of a character: there is none any more. */
    static final int END = -1;

    /** Instead of a character: the next bytes are none. */
    static final int MALFORMED = -2;

    private static final int BUFFER_BYTES = 1 << 13;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream stream;
    private final Encoding encoding;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private final CharBuffer characters = CharBuffer.allocate(BUFFER_BYTES).flip();
    private boolean begun;
    private boolean ended;
    private int malformedBytes;
    private String malformed = "";

    Characters(InputStream stream, Encoding encoding) {
        this.stream = stream;
        this.encoding = encoding;
        this.decoder = encoding.decoder();
    }

    /** The next character, {@link #END} or {@link #MALFORMED}. */
    int next() throws IOException {
        int next = characters.hasRemaining() ? characters.get() : decoded();
        if (!begun) {
            begun = true;
            return next == BYTE_ORDER_MARK ? next() : next;
        }
        return next;
    }

    private int decoded() throws IOException {
        while (true) {
            if (malformedBytes > 0) {
                return malformed();
            }
            characters.clear();
            CoderResult result = decoder.decode(bytes, characters, ended);
            characters.flip();
            if (result.isError()) {
                malformedBytes = result.length();
            }
            if (characters.hasRemaining()) {
                return characters.get();
            }
            if (malformedBytes == 0) {
                if (ended) {
                    return END;
                }
                fill();
            }
        }
    }

    private int malformed() {
        malformed = encoding.hex(bytes, malformedBytes);
        bytes.position(bytes.position() + Math.min(encoding.step(), malformedBytes));
        malformedBytes = 0;
        return MALFORMED;
    }

    private void fill() throws IOException {
        bytes.compact();
        int read = stream.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = read < 0;
        bytes.position(bytes.position() + Math.max(read, 0)).flip();
    }

    /** The bytes that were the last to be malformed, such as {@code E8 73}. */
    String malformedText() {
        return malformed;
    }

    Encoding encoding() {
        return encoding;
    }
}

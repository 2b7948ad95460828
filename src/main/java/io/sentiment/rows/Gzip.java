package io.sentiment.rows;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Data that may be compressed. */
public final class Gzip {

    private static final int BUFFER_BYTES = 1 << 16;

    private Gzip() {}

    /** The content, told by the first two bytes (RFC 1952), because names lie. */
    public static InputStream uncompressed(InputStream stored) throws IOException {
        BufferedInputStream stream = new BufferedInputStream(stored);
        stream.mark(2);
        boolean gzipped = stream.read() == 0x1f && stream.read() == 0x8b;
        stream.reset();
        return gzipped ? new GZIPInputStream(stream, BUFFER_BYTES) : stream;
    }
}

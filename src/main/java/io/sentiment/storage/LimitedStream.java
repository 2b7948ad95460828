package io.sentiment.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A stream that ends with an exception where it becomes too long. Not safe for use by several threads. */
public final class LimitedStream extends FilterInputStream {

    private final Supplier<? extends RuntimeException> tooLong;
    private long remaining;

    /**
     * Takes over another stream.
     *
     * @param limit bytes that may be read
     * @param tooLong what reading throws once there were more
     */
    public LimitedStream(InputStream stream, long limit, Supplier<? extends RuntimeException> tooLong) {
        super(stream);
        this.remaining = limit;
        this.tooLong = tooLong;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false; // What is read twice would count twice.
    }

    private void count(long read) {
        remaining -= read;
        if (remaining < 0) {
            throw tooLong.get();
        }
    }
}

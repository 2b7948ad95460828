package io.sentiment.training;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.util.unit.DataSize;

/** A stream that ends with an {@link UploadTooLargeException} where it becomes too long. */
final class BoundedStream extends FilterInputStream {

    private final DataSize limit;
    private final String subject;
    private long remaining;

    /** @param subject what is read, to begin a sentence with */
    BoundedStream(InputStream stream, DataSize limit, String subject) {
        super(stream);
        this.limit = limit;
        this.subject = subject;
        this.remaining = limit.toBytes();
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
            throw new UploadTooLargeException(subject, limit);
        }
    }
}

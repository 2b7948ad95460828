package io.sentiment.model.bundle;

import io.sentiment.storage.Checksum;
import io.sentiment.storage.LimitedStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * One file of a bundle, read no further than its limit and checked against the manifest at its end. Not safe for use by
 * several threads.
 */
// Skipping goes through read(), because this is no FilterInputStream: every byte counts.
final class VerifiedStream extends InputStream {

    private final BundleSource source;
    private final BundleFile file;
    private final String expected;
    private final Checksum checksum = new Checksum();
    private final InputStream stream;

    VerifiedStream(BundleSource source, BundleFile file, long maximumBytes, String expected) throws IOException {
        this.source = source;
        this.file = file;
        this.expected = expected;
        this.stream = checksum.of(new LimitedStream(
                source.open(file.fileName()),
                maximumBytes,
                () -> new UnreadableBundleException(source, file + " is larger than " + maximumBytes + " bytes.")));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    /** @throws UnreadableBundleException if the file is longer than its limit */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return stream.read(buffer, offset, length);
    }

    /**
     * Reads on to the end and compares.
     *
     * @throws UnreadableBundleException if the checksum is not that of the manifest
     */
    void requireChecksum() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        if (!checksum.hex().equals(expected)) {
            throw new UnreadableBundleException(source, file + " does not match its checksum in manifest.json.");
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}

package io.sentiment.storage;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The content of all members of a gzip stream (RFC 1952, 2.2), one after the other. The stream ends where its bytes do, not
 * where none happen to be {@code available()}, as it does for {@code java.util.zip} (JDK-7036144). What is cut, does not
 * match its checksum or its length, or is followed by something else than a member ends with {@link DamagedException};
 * zeros that fill up the last block, as tapes have them, are passed over, as gzip does. Not safe for use by several threads.
 */
public final class GzipStream extends InputStream {

    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;

    private final Source source;
    private final BufferedInputStream stored;
    private @Nullable InputStream member;
    private long number;

    private GzipStream(InputStream stored) {
        this.source = new Source(stored);
        this.stored = new BufferedInputStream(source);
    }

    /** The content of what may be gzipped, told by the first two bytes, because names lie. */
    public static InputStream uncompressed(InputStream stored) throws IOException {
        GzipStream gzip = new GzipStream(stored);
        return gzip.begins() ? gzip : gzip.stored;
    }

    private boolean begins() throws IOException {
        stored.mark(2);
        boolean gzipped = stored.read() == FIRST && stored.read() == SECOND;
        stored.reset();
        return gzipped;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (member != null || hasNextMember()) {
                InputStream current = member == null ? open() : member;
                int read = current.read(bytes, offset, length);
                if (read > 0) {
                    return read;
                }
                member = null;
            }
            return -1;
        } catch (DamagedException damaged) {
            throw damaged;
        } catch (EOFException end) {
            throw source.failed() ? end : new DamagedException("it is cut in its member " + number, end);
        } catch (IOException fault) {
            throw source.failed() ? fault : new DamagedException("its member " + number + " is corrupt", fault);
        }
    }

    private boolean hasNextMember() throws IOException {
        if (number == 0) {
            return true;
        }
        stored.mark(2);
        int next = stored.read();
        if (next == FIRST) {
            int second = stored.read();
            if (second == SECOND || second < 0) {
                stored.reset();
                return true;
            }
        }
        while (next == 0) {
            next = stored.read();
        }
        if (next >= 0) {
            throw new DamagedException("after its member " + number + " come bytes that are no gzip member", null);
        }
        return false;
    }

    private InputStream open() throws IOException {
        number++;
        source.readHeader(true);
        member = new GzipCompressorInputStream(stored);
        source.readHeader(false);
        return member;
    }

    @Override
    public void close() throws IOException {
        if (member != null) {
            member.close();
        }
        stored.close();
    }

    /** What is stored is no whole gzip stream; the message is a clause about it, without a full stop. */
    public static final class DamagedException extends IOException {

        private static final long serialVersionUID = 1L;

        DamagedException(String message, @Nullable IOException cause) {
            super(message, cause);
        }
    }

    /** Tells its own failures from those of who reads it, and bounds headers, whose names are held in memory. */
    private static final class Source extends FilterInputStream {

        private static final int HEADER_BYTES = 1 << 20;

        private boolean failed;
        private boolean inHeader;
        private int headerBytes;

        Source(InputStream stored) {
            super(stored);
        }

        boolean failed() {
            return failed;
        }

        void readHeader(boolean reads) {
            inHeader = reads;
            headerBytes = 0;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (inHeader && headerBytes > HEADER_BYTES) {
                throw new IOException("The header has no end.");
            }
            int read;
            try {
                read = super.read(bytes, offset, length);
            } catch (IOException failure) {
                failed = true;
                throw failure;
            }
            headerBytes += inHeader ? Math.max(read, 0) : 0;
            return read;
        }
    }
}

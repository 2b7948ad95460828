package io.sentiment.storage;

import io.sentiment.storage.GzipStream.DamagedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** What surrounds the packed data of the members of a gzip stream: their headers and trailers. Not thread-safe. */
final class GzipInput {

    static final int FIRST_MAGIC = 0x1f;
    static final int SECOND_MAGIC = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HAS_HEADER_CHECKSUM = 0x02;
    private static final int HAS_EXTRA = 0x04;
    private static final int HAS_NAME = 0x08;
    private static final int HAS_COMMENT = 0x10;
    private static final int RESERVED = 0xe0;

    /** Time, compression level, system. */
    private static final int UNUSED_BYTES = 6;

    /** Of the name and the comment of a member together, which do not say how long they are. */
    private static final int MAX_TEXT_BYTES = 1 << 20;

    private final InputStream stored;
    private final CRC32 headerChecksum = new CRC32();
    private final byte[] buffer = new byte[8_192];
    private int position;
    private int end;
    private long member;

    GzipInput(InputStream stored) {
        this.stored = stored;
    }

    /** Goes on to the packed data of the next member, or to the end if there is none. */
    boolean beginMember() throws IOException {
        headerChecksum.reset();
        int first = nextOrEnd();
        boolean isPadded = member > 0 && first == 0;
        while (isPadded && first == 0) {
            first = nextOrEnd();
        }
        if (first < 0) {
            return false;
        }
        int second = isPadded || first != FIRST_MAGIC ? 0 : nextOrEnd();
        if (second >= 0 && second != SECOND_MAGIC) {
            throw noMember();
        }
        member++;
        if (second < 0) {
            throw cut();
        }
        passHeader();
        return true;
    }

    /** Gives packed data, for which it may wait. */
    void feed(Inflater inflater) throws IOException {
        if (position == end && !receive()) {
            throw cut();
        }
        inflater.setInput(buffer, position, end - position);
        position = end;
    }

    /** Whether {@link #feed} does not wait. */
    boolean isAvailable() throws IOException {
        return position < end || stored.available() > 0;
    }

    /** Compares the trailer of the member that was unpacked. */
    void endMember(Inflater inflater, CRC32 checksum) throws IOException {
        position = end - inflater.getRemaining();
        long length = inflater.getBytesWritten() & 0xffffffffL;
        if (littleEndian(4) != checksum.getValue() || littleEndian(4) != length) {
            throw corrupt(null);
        }
    }

    void close() throws IOException {
        stored.close();
    }

    DamagedException corrupt(@Nullable DataFormatException cause) {
        return new DamagedException("its member " + member + " is corrupt", cause);
    }

    private DamagedException cut() {
        return new DamagedException("it is cut in its member " + member, null);
    }

    private DamagedException noMember() {
        return new DamagedException(
                member == 0
                        ? "there is something else where gzip data should begin"
                        : "after its member " + member + " come bytes that are no gzip member",
                null);
    }

    private void passHeader() throws IOException {
        int method = next();
        int flags = next();
        if (method != DEFLATE || (flags & RESERVED) != 0) {
            throw corrupt(null);
        }
        pass(UNUSED_BYTES);
        if ((flags & HAS_EXTRA) != 0) {
            pass(littleEndian(2));
        }
        passTexts(Integer.bitCount(flags & (HAS_NAME | HAS_COMMENT)));
        long checksum = headerChecksum.getValue() & 0xffff;
        if ((flags & HAS_HEADER_CHECKSUM) != 0 && littleEndian(2) != checksum) {
            throw corrupt(null);
        }
    }

    private void pass(long bytes) throws IOException {
        for (long left = bytes; left > 0; left--) {
            next();
        }
    }

    /** Each to the zero byte at its end. */
    private void passTexts(int texts) throws IOException {
        int left = texts;
        for (int bytes = 0; left > 0; bytes++) {
            if (bytes == MAX_TEXT_BYTES) {
                throw corrupt(null);
            }
            left -= next() == 0 ? 1 : 0;
        }
    }

    private long littleEndian(int bytes) throws IOException {
        long value = 0;
        for (int index = 0; index < bytes; index++) {
            value |= (long) next() << (8 * index);
        }
        return value;
    }

    private int next() throws IOException {
        int value = nextOrEnd();
        if (value < 0) {
            throw cut();
        }
        return value;
    }

    private int nextOrEnd() throws IOException {
        if (position == end && !receive()) {
            return -1;
        }
        int value = Byte.toUnsignedInt(buffer[position++]);
        headerChecksum.update(value);
        return value;
    }

    private boolean receive() throws IOException {
        int count = stored.read(buffer);
        position = 0;
        end = Math.max(count, 0);
        return count > 0;
    }
}

package io.sentiment.storage;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The content of all members of a gzip stream (RFC 1952), one after the other, while it arrives: a read waits only
 * where there is nothing yet. Own code, because java.util.zip ends where nothing happens to be {@code available()}
 * (JDK-7036144) and passes over a damaged second member, and Commons Compress waits until the whole buffer of its reader
 * is full and does not compare the checksums of headers.
 *
 * <p>What is cut, does not match a checksum or its length, or is followed by something else than a member ends with
 * {@link DamagedException}, and again if it is read on; zeros that fill up the last block, as tapes have them, are
 * passed over, as gzip does. Holds native memory until its end, its damage or {@link #close()}. Not safe for use by
 * several threads.
 */
public final class GzipStream extends InputStream {

    private final GzipInput input;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] content = new byte[8_192];
    private int position;
    private int end;

    private boolean inMember;
    private boolean ended;
    private @Nullable DamagedException damage;

    /** @param stored the packed bytes, which are closed with this stream; where there are none, there is no content */
    public GzipStream(InputStream stored) {
        this.input = new GzipInput(stored);
    }

    /** The content of what may be gzipped, told by the first two bytes, because names lie. */
    public static InputStream uncompressed(InputStream stored) throws IOException {
        InputStream buffered = new BufferedInputStream(stored);
        buffered.mark(2);
        boolean gzipped = buffered.read() == GzipInput.FIRST_MAGIC && buffered.read() == GzipInput.SECOND_MAGIC;
        buffered.reset();
        return gzipped ? new GzipStream(buffered) : buffered;
    }

    @Override
    public int read() throws IOException {
        return hasContent() ? Byte.toUnsignedInt(content[position++]) : -1;
    }

    /** @throws DamagedException if the bytes are no gzip; a failure to get them is thrown as it is */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!hasContent()) {
            return -1;
        }
        int count = Math.min(length, end - position);
        System.arraycopy(content, position, bytes, offset, count);
        position += count;
        return count;
    }

    /** How many bytes a read gives without waiting, as far as that is known: never beyond the member that is read. */
    @Override
    public int available() throws IOException {
        try {
            while (inMember && position == end && !inflate() && !inflater.finished() && input.isAvailable()) {
                input.feed(inflater);
            }
        } catch (DamagedException toldByTheNextRead) {
            keep(toldByTheNextRead);
        }
        return end - position;
    }

    /** Ends the stream, too. */
    @Override
    public void close() throws IOException {
        stop();
        input.close();
    }

    private boolean hasContent() throws IOException {
        if (damage != null) {
            throw new DamagedException(damage);
        }
        try {
            while (position == end && !ended) {
                advance();
            }
        } catch (DamagedException damaged) {
            keep(damaged);
            throw damaged;
        }
        return position < end;
    }

    private void advance() throws IOException {
        if (!inMember) {
            beginMember();
        } else if (!inflate()) {
            if (inflater.finished()) {
                inMember = false;
                input.endMember(inflater, checksum);
            } else {
                input.feed(inflater);
            }
        }
    }

    private void beginMember() throws IOException {
        inMember = input.beginMember();
        if (inMember) {
            inflater.reset();
            checksum.reset();
        } else {
            stop();
        }
    }

    private boolean inflate() throws DamagedException {
        try {
            end = inflater.inflate(content);
        } catch (DataFormatException invalid) {
            throw input.corrupt(invalid);
        }
        position = 0;
        checksum.update(content, 0, end);
        return end > 0;
    }

    private void keep(DamagedException found) {
        damage = found;
        stop();
    }

    private void stop() {
        inMember = false;
        ended = true;
        position = end;
        inflater.end();
    }

    /** What is stored is no whole gzip stream; the message is a clause about it, without a full stop. */
    public static final class DamagedException extends IOException {

        private static final long serialVersionUID = 1L;

        DamagedException(@Nullable String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        /** For another read: one exception thrown twice cannot be added to itself where a resource is closed. */
        DamagedException(DamagedException found) {
            this(found.getMessage(), found);
        }
    }
}

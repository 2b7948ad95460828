package io.sentiment.platform;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks a body of gzip members (RFC 1952) while it arrives: what has arrived can be read before the next byte comes,
 * so that a packed stream is answered like a plain one. Libraries wait until the whole buffer of the reader is full, and
 * the JDK passes over a damaged second member. Not safe for use by several threads.
 */
final class GzipBody extends InputStream {

    private static final int BUFFER_BYTES = 8_192;
    private static final int FIRST_MAGIC = 0x1f;
    private static final int SECOND_MAGIC = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HAS_HEADER_CHECKSUM = 0x02;
    private static final int HAS_EXTRA = 0x04;
    private static final int HAS_NAME = 0x08;
    private static final int HAS_COMMENT = 0x10;
    private static final int RESERVED = 0xe0;

    /** Time, compression level, system. */
    private static final int UNUSED_BYTES = 6;

    private final InputStream packed;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 headerChecksum = new CRC32();
    private final CRC32 contentChecksum = new CRC32();

    private final byte[] input = new byte[BUFFER_BYTES];
    private int inputPosition;
    private int inputEnd;

    private final byte[] output = new byte[BUFFER_BYTES];
    private int outputPosition;
    private int outputEnd;

    private boolean inMember;
    private boolean ended;

    /** @param packed the body as it arrives; an empty one stays empty */
    GzipBody(InputStream packed) {
        this.packed = packed;
    }

    /** @throws ProblemException if the body is cut or damaged; from then on it has ended */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (outputPosition == outputEnd && !fill()) {
            return -1;
        }
        int count = Math.min(length, outputEnd - outputPosition);
        System.arraycopy(output, outputPosition, bytes, offset, count);
        outputPosition += count;
        return count;
    }

    @Override
    public int read() throws IOException {
        return outputPosition == outputEnd && !fill() ? -1 : output[outputPosition++] & 0xff;
    }

    /** Unpacks what has arrived, and never waits. */
    @Override
    public int available() throws IOException {
        while (outputPosition == outputEnd && hasMoreAtHand()) {
            if (inflater.needsInput()) {
                feed();
            }
            inflate();
        }
        return outputEnd - outputPosition;
    }

    /** Frees native memory; the body has ended from then on. */
    @Override
    public void close() {
        ended = true;
        outputPosition = outputEnd;
        inflater.end();
    }

    private boolean hasMoreAtHand() throws IOException {
        return !ended && inMember && !inflater.finished() && (!inflater.needsInput() || packed.available() > 0);
    }

    private boolean fill() throws IOException {
        while (!ended) {
            if (!inMember && !beginMember()) {
                ended = true;
                return false;
            }
            if (inflate()) {
                return true;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsDictionary()) {
                throw damaged("it needs a dictionary.");
            } else {
                feed();
            }
        }
        return false;
    }

    private boolean inflate() {
        try {
            outputEnd = inflater.inflate(output);
        } catch (DataFormatException damaged) {
            throw damaged("its packed data are damaged.");
        }
        outputPosition = 0;
        contentChecksum.update(output, 0, outputEnd);
        return outputEnd > 0;
    }

    private void feed() throws IOException {
        if (!receive()) {
            throw cut();
        }
        inflater.setInput(input, 0, inputEnd);
        inputPosition = inputEnd;
    }

    /** Reads the header of the next member, or returns false if there is none. */
    private boolean beginMember() throws IOException {
        if (inputPosition == inputEnd && !receive()) {
            return false;
        }
        headerChecksum.reset();
        if (next() != FIRST_MAGIC || next() != SECOND_MAGIC) {
            throw damaged("there is something else where gzip data should begin.");
        }
        int method = next();
        int flags = next();
        if (method != DEFLATE || (flags & RESERVED) != 0) {
            throw damaged("its header asks for what gzip does not know.");
        }
        pass(UNUSED_BYTES);
        if ((flags & HAS_EXTRA) != 0) {
            pass(littleEndian(2));
        }
        if ((flags & HAS_NAME) != 0) {
            passText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            passText();
        }
        if ((flags & HAS_HEADER_CHECKSUM) != 0) {
            long expected = headerChecksum.getValue() & 0xffff;
            if (littleEndian(2) != expected) {
                throw damaged("the checksum of a header does not match.");
            }
        }
        inflater.reset();
        inflater.setInput(input, inputPosition, inputEnd - inputPosition);
        inputPosition = inputEnd;
        contentChecksum.reset();
        inMember = true;
        return true;
    }

    private void endMember() throws IOException {
        inMember = false;
        inputPosition = inputEnd - inflater.getRemaining();
        if (littleEndian(4) != contentChecksum.getValue()) {
            throw damaged("its checksum does not match.");
        }
        if (littleEndian(4) != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw damaged("its length does not match.");
        }
    }

    private void pass(long bytes) throws IOException {
        for (long left = bytes; left > 0; left--) {
            next();
        }
    }

    /** To the zero byte at its end. */
    private void passText() throws IOException {
        int character = next();
        while (character != 0) {
            character = next();
        }
    }

    private long littleEndian(int bytes) throws IOException {
        long value = 0;
        for (int index = 0; index < bytes; index++) {
            value |= (long) next() << (8 * index);
        }
        return value;
    }

    /** The next byte of a header or trailer. */
    private int next() throws IOException {
        if (inputPosition == inputEnd && !receive()) {
            throw cut();
        }
        int value = input[inputPosition++] & 0xff;
        headerChecksum.update(value);
        return value;
    }

    private boolean receive() throws IOException {
        inputPosition = 0;
        inputEnd = Math.max(packed.read(input), 0);
        return inputEnd > 0;
    }

    private ProblemException cut() {
        return damaged("it ends before its last member does.");
    }

    private ProblemException damaged(String reason) {
        ended = true;
        return Problem.of(
                        ProblemType.MALFORMED_CODING,
                        "The body is not the well-formed gzip that its Content-Encoding names: " + reason)
                .asException();
    }
}

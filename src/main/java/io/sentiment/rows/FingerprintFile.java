package io.sentiment.rows;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Fingerprints as a file: an int 3, the format, an int that is 1 where they are {@link Fingerprints#isComplete complete} and
 * 0 where not, an int with their number, all big-endian, and then their {@link RiceCode}. A million take 2.7 bytes each, four
 * million 2.5, a quarter of a million 3.
 *
 * <p>Format 2 had no number and then longs in rising order, big-endian: hashes, whose lower bits are the fingerprints. Format
 * 1 had the same, but all numbers of a text were one word; it is read as one that is not complete, because texts with numbers
 * are not known again by it.
 */
final class FingerprintFile {

    private static final int FORMAT = 3;
    private static final int FORMAT_OF_LONGS = 2;
    private static final int FORMAT_WITHOUT_NUMBERS = 1;

    private static final int LONGS_HEADER_BYTES = 2 * Integer.BYTES;
    private static final int HEADER_BYTES = 3 * Integer.BYTES;

    /** Of the formats before, which take more. */
    static final long MAXIMUM_BYTES = LONGS_HEADER_BYTES + (long) Long.BYTES * Fingerprints.MAXIMUM;

    private static final int BUFFER_BYTES = 1 << 16;

    private FingerprintFile() {}

    /** Writes fingerprints in rising order. Does not close the stream. */
    static void write(long[] sorted, boolean complete, OutputStream stream) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.putInt(FORMAT).putInt(complete ? 1 : 0).putInt(sorted.length);
        BufferedOutputStream buffered = new BufferedOutputStream(stream, BUFFER_BYTES);
        buffered.write(header.array());
        new RiceCode(Fingerprints.BITS, sorted.length).write(sorted, buffered);
        buffered.flush();
    }

    /**
     * Reads a file of any format to the end of the stream, which stays open.
     *
     * @throws IllegalArgumentException if it is malformed; the message is a sentence
     */
    static Fingerprints read(InputStream stream) throws IOException {
        InputStream buffered = new BufferedInputStream(stream, BUFFER_BYTES);
        int format = readInt(buffered);
        if (format < FORMAT_WITHOUT_NUMBERS || format > FORMAT) {
            throw new IllegalArgumentException("It begins with no format from 1 to " + FORMAT + ".");
        }
        int complete = readInt(buffered);
        if (complete != 0 && complete != 1) {
            throw new IllegalArgumentException("It says neither that it is complete nor that it is not.");
        }
        Fingerprints read = format == FORMAT
                ? new Fingerprints(readCode(buffered), true)
                : Fingerprints.ofHashes(readLongs(buffered));
        return complete == 1 && format >= FORMAT_OF_LONGS ? read : read.incomplete();
    }

    private static long[] readCode(InputStream stream) throws IOException {
        int count = readInt(stream);
        if (count < 0 || count > Fingerprints.MAXIMUM) {
            throw new IllegalArgumentException(
                    "The number of its fingerprints is not from 0 to " + Fingerprints.MAXIMUM + ".");
        }
        long[] sorted = new RiceCode(Fingerprints.BITS, count).read(stream);
        if (stream.read() >= 0) {
            throw new IllegalArgumentException("It goes on after its last fingerprint.");
        }
        return sorted;
    }

    private static long[] readLongs(InputStream stream) throws IOException {
        long[] values = new long[BUFFER_BYTES / Long.BYTES];
        int size = 0;
        for (byte[] bytes = stream.readNBytes(BUFFER_BYTES);
                bytes.length > 0;
                bytes = stream.readNBytes(BUFFER_BYTES)) {
            if (bytes.length % Long.BYTES != 0) {
                throw new IllegalArgumentException("Its last fingerprint is cut off.");
            }
            int read = bytes.length / Long.BYTES;
            values = size + read > values.length ? Arrays.copyOf(values, 2 * values.length) : values;
            ByteBuffer.wrap(bytes).asLongBuffer().get(values, size, read);
            size += read;
        }
        for (int index = 1; index < size; index++) {
            if (values[index] <= values[index - 1]) {
                throw new IllegalArgumentException("Its fingerprints do not rise.");
            }
        }
        return Arrays.copyOf(values, size);
    }

    /** @return -1, which no field may be, where the stream ends */
    private static int readInt(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(Integer.BYTES);
        return bytes.length < Integer.BYTES ? -1 : ByteBuffer.wrap(bytes).getInt();
    }
}

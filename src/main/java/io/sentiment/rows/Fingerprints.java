package io.sentiment.rows;

import io.sentiment.text.TokenizedText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Rows without their texts: tells whether another row is one of them, or a near twin of one. Immutable and thread-safe.
 *
 * <p>A text of fewer than four {@link Shingles} resembles only texts with the very same ones, so it has one fingerprint,
 * a hash of them all. Any other text has four, each a hash of two min-hashes. The smallest value that a random hash
 * function takes on the shingles of a text is the same for two texts with the probability J, their Jaccard coefficient
 * (Broder 1997, "On the resemblance and containment of documents"). Two texts therefore share at least one of the four
 * with the probability 1 − (1 − J²)⁴ (the banding of Indyk and Motwani 1998, "Approximate nearest neighbors: towards
 * removing the curse of dimensionality"): 98.3 % at the threshold of near twins, J = 0.8, and 99.9 % at 0.9, but 3.9 %
 * at 0.1 and never where they share no shingle. Of two texts that do not, 64 bits are equal by chance once in 10¹⁹
 * pairs.
 *
 * <p>As a file: an int 2, the format, an int that is 1 where {@link #isComplete} and 0 where not, and then the
 * fingerprints as longs in rising order, all big-endian. A file of format 1 is read as one that is not complete.
 */
public final class Fingerprints {

    /** Of no row. */
    public static final Fingerprints NONE = new Fingerprints(new long[0], true);

    /** The largest number of them: 128 MiB, four million long texts. */
    public static final int MAXIMUM = 1 << 24;

    /** Bytes that come before the fingerprints in a file. */
    public static final int HEADER_BYTES = 2 * Integer.BYTES;

    private static final int FORMAT = 2;

    /** In which all numbers were one word. */
    private static final int FORMAT_BEFORE = 1;

    private static final int BANDS = 4;
    private static final int MINIMA_IN_BAND = 2;

    /** With three runs, one that differs leaves a coefficient of 2/4, and one more or less 3/4: no near twin. */
    private static final int FEWEST_FOR_BANDS = 4;

    private static final int BUFFER_BYTES = 1 << 16;

    private final long[] sorted;
    private final boolean complete;

    private Fingerprints(long[] sorted, boolean complete) {
        this.sorted = sorted;
        this.complete = complete;
    }

    /** Those of the {@link TokenizedText#words} of one text, from 1 to 4. */
    public static Fingerprints of(List<String> words) {
        Shingles shingles = Shingles.of(words);
        if (shingles.size() < FEWEST_FOR_BANDS) {
            long hash = shingles.size();
            for (int index = 0; index < shingles.size(); index++) {
                hash = Shingles.mixed(hash * 31 + shingles.hash(index));
            }
            return new Fingerprints(new long[] {hash}, true);
        }
        long[] bands = new long[BANDS];
        for (int band = 0; band < BANDS; band++) {
            long hash = band;
            for (int function = band * MINIMA_IN_BAND; function < (band + 1) * MINIMA_IN_BAND; function++) {
                hash = Shingles.mixed(hash * 31 + shingles.minimum(function));
            }
            bands[band] = hash;
        }
        Arrays.sort(bands);
        return new Fingerprints(bands, true);
    }

    /** Whether these are of all rows that the version and its ancestors were trained on, as far as that is known. */
    public boolean isComplete() {
        return complete;
    }

    /** The number of different fingerprints. */
    public int size() {
        return sorted.length;
    }

    /** Whether a row of these is a row of the others, or a near twin of one. */
    public boolean sharesAny(Fingerprints others) {
        long[] fewer = size() < others.size() ? sorted : others.sorted;
        long[] more = size() < others.size() ? others.sorted : sorted;
        for (long fingerprint : fewer) {
            if (Arrays.binarySearch(more, fingerprint) >= 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Those of the rows of both, which are complete if both are.
     *
     * @throws UnusableDataException if there are more than {@value #MAXIMUM}
     */
    public Fingerprints and(Fingerprints other) {
        Collector both = new Collector();
        both.add(this);
        both.add(other);
        return new Fingerprints(both.collected().sorted, complete && other.complete);
    }

    /** These fingerprints, of which it is not known whether they are all. */
    public Fingerprints incomplete() {
        return new Fingerprints(sorted, false);
    }

    /** As longs in rising order, big-endian, and nothing else. */
    public byte[] toLongs() {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * sorted.length);
        bytes.asLongBuffer().put(sorted);
        return bytes.array();
    }

    /** What {@link #toLongs} gave. */
    public static Fingerprints ofLongs(byte[] bytes) {
        long[] sorted = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(sorted);
        return new Fingerprints(sorted, true);
    }

    /** Writes them as a file. Does not close the stream. */
    public void writeTo(OutputStream stream) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        buffer.putInt(FORMAT).putInt(complete ? 1 : 0);
        for (long fingerprint : sorted) {
            if (buffer.remaining() < Long.BYTES) {
                stream.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            buffer.putLong(fingerprint);
        }
        stream.write(buffer.array(), 0, buffer.position());
    }

    /**
     * Reads what {@link #writeTo} wrote, to the end of the stream, which stays open.
     *
     * @throws IllegalArgumentException if it was not written so; the message is a sentence
     */
    public static Fingerprints read(InputStream stream) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(stream.readNBytes(HEADER_BYTES));
        int format = header.capacity() < HEADER_BYTES ? 0 : header.getInt();
        if (format != FORMAT && format != FORMAT_BEFORE) {
            throw new IllegalArgumentException("It does not begin with format " + FORMAT + ".");
        }
        int complete = header.getInt();
        if (complete != 0 && complete != 1) {
            throw new IllegalArgumentException("It says neither that it is complete nor that it is not.");
        }
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
        // Texts with numbers are not known again by fingerprints of the format before.
        return new Fingerprints(Arrays.copyOf(values, size), complete == 1 && format == FORMAT);
    }

    /** Puts the fingerprints of many rows together, each once. Not thread-safe. */
    public static final class Collector {

        private long[] values = new long[1 << 10];
        private int size;

        /**
         * Adds those of further rows.
         *
         * @throws UnusableDataException if there are more than {@value #MAXIMUM} different ones
         */
        public void add(Fingerprints fingerprints) {
            add(fingerprints.sorted);
        }

        private void add(long[] fingerprints) {
            if (size + fingerprints.length > values.length) {
                values = distinct();
                size = values.length;
                values = Arrays.copyOf(values, 2 * (size + fingerprints.length));
            }
            System.arraycopy(fingerprints, 0, values, size, fingerprints.length);
            size += fingerprints.length;
        }

        /**
         * Those of all rows so far.
         *
         * @throws UnusableDataException if there are more than {@value #MAXIMUM} different ones
         */
        public Fingerprints collected() {
            return new Fingerprints(distinct(), true);
        }

        private long[] distinct() {
            long[] distinct = Shingles.sortedDistinct(values, size);
            if (distinct.length > MAXIMUM) {
                throw new UnusableDataException("The rows that the version and its ancestors were trained on have more"
                        + " than " + MAXIMUM + " fingerprints: train from scratch, with fewer rows.");
            }
            return distinct;
        }
    }
}
